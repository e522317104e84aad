import { type ChildProcess, fork } from 'node:child_process';

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 30_000;
/** A worker that ran this long was well; the next crash starts the backoff anew. */
const HEALTHY_MS = 60_000;
const STOP_MS = 15_000;

/** What supervising the worker needs to know. */
export interface WorkerOptions {
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onExit: (reason: string, restartInMs: number) => void;
}

/**
 * The worker as a child of this process: started again when it ends by itself, with growing pauses. It holds an IPC
 * channel to us, so it learns at once when we die, however that happens.
 */
export class WorkerProcess {
  private child: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private pauseMs = BACKOFF_FIRST_MS;
  private stopping = false;

  constructor(private readonly options: WorkerOptions) {}

  start(): void {
    const startedAt = Date.now();
    const child = fork(this.options.script, [], {
      env: this.options.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    const ended = (reason: string): void => {
      if (this.child !== child) return;
      this.child = null;
      if (!this.stopping) this.restartAfter(Date.now() - startedAt, reason);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(signal ?? `exit code ${code ?? 'unknown'}`));
  }

  /** Asks the worker to finish what it does and end; after 15 s it is ended. Safe to call twice. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      child.once('exit', () => {
        clearTimeout(kill);
        resolve();
      });
      child.kill('SIGTERM');
    });
  }

  private restartAfter(ranMs: number, reason: string): void {
    if (ranMs > HEALTHY_MS) this.pauseMs = BACKOFF_FIRST_MS;
    const pause = this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, BACKOFF_MAX_MS);
    this.options.onExit(reason, pause);
    this.timer = setTimeout(() => this.start(), pause);
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The checkout. */
const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** Whoever was started is ended with the test run, whatever becomes of it. */
const started = new Set<ProductProcess>();
process.once('exit', () => {
  for (const one of started) one.killGroup();
});

/** One process of the built product, with what it prints. It leads a process group of its own. */
export class ProductProcess {
  /** Lines of stdout and stderr, in the order of arrival. */
  readonly lines: string[] = [];
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #watchers = new Set<() => void>();

  private constructor(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, [program, ...args], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    });
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      if (output === null) continue;
      createInterface({ input: output }).on('line', (line) => {
        this.lines.push(line);
        for (const look of this.#watchers) look();
      });
    }
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        if (!this.groupAlive) started.delete(this);
        resolve({ code, signal });
        for (const look of this.#watchers) look();
      });
    });
    started.add(this);
  }

  /** What `npm start` runs: it builds what is missing, then is the API. */
  static npmStart(args: readonly string[]): ProductProcess {
    return ProductProcess.#start('tools/start.mjs', args, {});
  }

  /** The API, as `npm start` and the `tollgate` command run it. */
  static api(args: readonly string[], env: NodeJS.ProcessEnv = {}): ProductProcess {
    return ProductProcess.#start('apps/api/bin/tollgate.mjs', args, env);
  }

  /** The worker as a process of its own. */
  static worker(env: NodeJS.ProcessEnv): ProductProcess {
    return ProductProcess.#start('apps/worker/dist/main.js', [], env);
  }

  static #start(path: string, args: readonly string[], env: NodeJS.ProcessEnv): ProductProcess {
    const program = join(ROOT, path);
    if (!existsSync(program)) throw new Error(`${path} is not there; build first: npm run build`);
    return new ProductProcess(program, args, env);
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('The process did not start');
    return pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits for a printed line. @throws Error with everything printed, when the process ends first or time is up. */
  async line(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
    return await new Promise((resolve, reject) => {
      const fail = (why: string) => {
        finish();
        reject(new Error(`${why} without ${pattern}; printed:\n${this.lines.join('\n')}`));
      };
      const look = () => {
        const match = this.lines.map((line) => pattern.exec(line)).find((found) => found !== null);
        if (match !== undefined) {
          finish();
          resolve(match);
        } else if (!this.running) fail('The process ended');
      };
      const timer = setTimeout(() => fail(`${withinMs} ms passed`), withinMs);
      const finish = () => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      this.#watchers.add(look);
      look();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Kills the process and its children at once. */
  killGroup(): void {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // The whole group has ended already.
    }
  }

  /** Is any process of its group still there? */
  get groupAlive(): boolean {
    try {
      process.kill(-this.pid, 0);
      return true;
    } catch {
      return false;
    }
  }
}

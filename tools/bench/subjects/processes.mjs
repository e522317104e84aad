import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A child process of the bench, asked by messages. */
export class Child {
  static async start(name, script, { env = {}, args = [], execArgv = [] } = {}) {
    const child = fork(here(script), args, {
      env: { ...process.env, ...env },
      execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const one = new Child(name, child);
    one.ready = await one.next('ready');
    return one;
  }

  /** A program of its own, whose output is kept. */
  static spawn(name, program, { args = [], execArgv = [] } = {}) {
    const child = fork(program, args, {
      env: process.env,
      execArgv,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const one = new Child(name, child);
    one.output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => (one.output = (one.output + data).slice(-100_000)));
    return one;
  }

  constructor(name, child) {
    this.name = name;
    this.child = child;
  }

  /** The next message that has this member. */
  next(member) {
    return new Promise((resolve, reject) => {
      const onMessage = (message) => {
        if (!(member in message)) return;
        this.child.off('message', onMessage).off('exit', onExit);
        resolve(message[member]);
      };
      const onExit = (code) => reject(new Error(`${this.name} ended with code ${code}`));
      this.child.on('message', onMessage).once('exit', onExit);
    });
  }

  /** Waits until the program has printed something. */
  async printed(text, withinMs) {
    const until = performance.now() + withinMs;
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null || performance.now() > until)
        throw new Error(`${this.name} did not start:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  figures() {
    const answer = this.next('figures');
    this.child.send('figures');
    return answer;
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(timer);
  }
}

export function startUpstream(paced) {
  return Child.start('upstream', '../traffic/upstream.mjs', { args: paced ? ['--paced'] : [] });
}

export function startLoad() {
  return Child.start('load generator', '../traffic/load.mjs');
}

/** Starts one measured process. @returns {{ child: Child, port: number, key: string }} */
export async function startSubject(side, upstream, subject, translated = false) {
  const env = { BENCH_UPSTREAM: `http://127.0.0.1:${upstream.ready.port}`, NODE_ENV: 'production' };
  if (side === 'unlimited' || (side === 'gateway' && subject === 'product')) {
    const { startProduct } = await import('./gateway-product.mjs');
    return startProduct(side, env.BENCH_UPSTREAM, translated);
  }
  const key = 'sk-bench-0123456789abcdef';
  const script = { pipe: './bare-pipe.mjs', parse: './bare-parse.mjs', gateway: './gateway-library.mjs' }[
    side
  ];
  const child = await Child.start(side, script, { env: { ...env, BENCH_KEY: key } });
  return { side, child, port: child.ready.port, key, stop: () => child.stop() };
}

export function productIsBuilt() {
  return existsSync(here('../../../apps/api/bin/tollgate.mjs')) && existsSync(here('../../../apps/api/dist'));
}

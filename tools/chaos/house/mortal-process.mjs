import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const KEPT_BYTES = 200_000;

/** Whoever was started is ended with this run, whatever becomes of it. */
const started = new Set();
process.once('exit', () => {
  for (const one of started) one.kill();
});

/** A program of the product that is started again each time it was killed. */
export class MortalProcess {
  constructor(name, program, args, env, readyText) {
    Object.assign(this, { name, program, args, env, readyText });
    this.deaths = 0;
    this.output = '';
    this.ready = false;
    started.add(this);
  }

  start() {
    this.ready = false;
    const child = spawn(process.execPath, [this.program, ...this.args], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.env },
    });
    this.child = child;
    let head = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        this.output = (this.output + text).slice(-KEPT_BYTES);
        if (this.ready || child !== this.child) return;
        head += text;
        this.ready = head.includes(this.readyText);
      });
    child.once('exit', () => {
      if (child === this.child) this.ready = false;
    });
  }

  get running() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** kill -9, to it and its children, and at once a new one. */
  async restart() {
    await this.end();
    this.deaths += 1;
    this.start();
  }

  async end() {
    if (!this.running) return;
    const gone = once(this.child, 'exit');
    this.kill();
    await gone;
    this.ready = false;
  }

  kill() {
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

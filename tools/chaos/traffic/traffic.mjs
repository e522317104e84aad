import { setTimeout as sleep } from 'node:timers/promises';
import { callOnce } from './one-call.mjs';

const AT_ONCE_MAX = 64;

/** Begins calls at an even pace, at whatever API process is up, until it is told to stop; remembers how each ended. */
export class Traffic {
  calls = [];
  answered = 0;
  #number = 0;
  #open = new Set();
  #stopped = false;

  constructor(apis, keys, rate) {
    Object.assign(this, { apis, keys, rate });
  }

  start() {
    this.running = this.#run();
  }

  /** Resolves when every call has ended. */
  async stop() {
    this.#stopped = true;
    await this.running;
    await Promise.all(this.#open);
  }

  async #run() {
    const started = performance.now();
    let due = 0;
    while (!this.#stopped) {
      const now = (performance.now() - started) / 1000;
      // Time without any process that is up is not made up for later.
      due = Math.max(due, Math.floor((now - 1) * this.rate));
      for (; due < now * this.rate && this.#open.size < AT_ONCE_MAX; due += 1) this.#begin();
      await sleep(5);
    }
  }

  #begin() {
    const up = this.apis.filter((api) => api.process.ready);
    if (up.length === 0) return;
    const number = this.#number++;
    const { url } = up[number % up.length];
    const call = callOnce(url, this.keys[number % this.keys.length], number).then((ended) => {
      this.calls.push(ended);
      if (ended.outcome === 'answered') this.answered += 1;
      this.#open.delete(call);
    });
    this.#open.add(call);
  }
}

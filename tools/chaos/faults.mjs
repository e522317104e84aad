import { setTimeout as sleep } from 'node:timers/promises';
import { isReady } from './house/house.mjs';

/** Calm before, between and after what goes wrong, in seconds. */
const CALM = 4;

/** Everything that goes wrong, one after the other, while `Killer` is at work. Says what it does. */
export async function runFaults(house, killer, options, say) {
  await sleep(CALM * 1_000);
  await redisAway(house, options.redisAway, say);
  await sleep(CALM * 1_000);
  await postgresAway(house, killer, options.postgresAway, say);
  await sleep(CALM * 1_000);
  if (house.disk === null) say('disk full: not run, it needs root on Linux');
  else await diskFull(house, options.diskFull, say);
  await sleep(CALM * 1_000);
}

async function redisAway(house, seconds, say) {
  say(`Redis dies and forgets everything, for ${seconds} s`);
  await house.redis.crash();
  await sleep(seconds * 1_000);
  await house.redis.comeBack();
  say('Redis is back, empty');
}

/**
 * A process that starts meanwhile knows no key, so the first API process is spared: it serves from memory, its journal
 * grows, and is killed just before Postgres is back, so that all of it has to be found again.
 */
async function postgresAway(house, killer, seconds, say) {
  const [{ process: first }] = house.apis;
  killer.spare(first);
  await isReady(first);
  say(`Postgres crashes, for ${seconds} s`);
  await house.postgres.crash();
  await sleep(seconds * 1_000);
  say(`${first.name} is killed with ${house.journalFiles().length} files in its journal`);
  await first.restart();
  killer.spareNobody();
  await house.postgres.comeBack();
  say('Postgres is back');
}

async function diskFull(house, seconds, say) {
  say(`the disk of the first journal is full, for ${seconds} s`);
  house.disk.fill();
  await sleep(seconds * 1_000);
  house.disk.empty();
  say('the disk has room again');
}

/** Ends one process after the other with kill -9, every few seconds; a killed one starts again at once. */
export class Killer {
  #stopped = new AbortController();
  #spared = null;

  constructor(processes, everyMs) {
    Object.assign(this, { processes, everyMs });
  }

  start() {
    this.running = this.#run();
  }

  spare(process) {
    this.#spared = process;
  }

  spareNobody() {
    this.#spared = null;
  }

  async stop() {
    this.#stopped.abort();
    await this.running;
  }

  async #run() {
    const { signal } = this.#stopped;
    for (let turn = 0; !signal.aborted; turn += 1) {
      await sleep(this.everyMs, undefined, { signal }).catch(() => undefined);
      const process = this.processes[turn % this.processes.length];
      if (signal.aborted || process === this.#spared) continue;
      // A product that never gets as far as serving would prove nothing.
      if (process.ready) await process.restart();
      else if (!process.running) process.start();
    }
  }
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WorkerProcess } from './worker-process.js';

describe('WorkerProcess', () => {
  let folder: string;
  let worker: WorkerProcess | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tollgate-worker-'));
  });
  afterEach(async () => {
    await worker?.stop();
    await rm(folder, { recursive: true });
  });

  /** A worker that notes each of its starts, then runs the code. */
  async function start(code: string, exits: [string, number][]): Promise<void> {
    const script = join(folder, 'worker.mjs');
    const note = `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(join(folder, 'starts'))}, 'x');`;
    await writeFile(script, `${note}\n${code}\n`);
    worker = new WorkerProcess({
      script,
      env: process.env,
      onExit: (reason, pauseMs) => exits.push([reason, pauseMs]),
    });
    worker.start();
  }

  async function starts(count: number): Promise<void> {
    const file = join(folder, 'starts');
    while ((await readFile(file, 'utf8').catch(() => '')).length < count)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }

  it('starts a worker again that ended by itself, with growing pauses', async () => {
    const exits: [string, number][] = [];
    await start('process.exit(3);', exits);
    await starts(3);
    expect(exits.slice(0, 2)).toEqual([
      ['exit code 3', 500],
      ['exit code 3', 1_000],
    ]);
  }, 20_000);

  it('asks a worker to end, and does not start it again', async () => {
    const exits: [string, number][] = [];
    await start("process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);", exits);
    await starts(1);
    await worker?.stop();
    await worker?.stop();
    expect(exits).toEqual([]);
  }, 20_000);

  it('gives the worker a channel that tells it when its parent is gone', async () => {
    await start(
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[1] + '.ipc', String(process.connected)); setInterval(() => {}, 1000);",
      [],
    );
    await starts(1);
    const note = join(folder, 'worker.mjs.ipc');
    let seen = '';
    while (seen === '') seen = await readFile(note, 'utf8').catch(() => '');
    expect(seen).toBe('true');
  }, 20_000);
});

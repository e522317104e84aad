import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Journal, type JournalNotice } from './journal.js';

let directory: string;
let open: Journal[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  open = [];
});
afterEach(async () => {
  for (const journal of open) await journal.close();
  await rm(directory, { recursive: true });
});

async function start(options = {}): Promise<Journal> {
  const journal = await Journal.open(directory, options);
  open.push(journal);
  return journal;
}

const append = (journal: Journal, line: string) =>
  new Promise<Error | null>((resolve) => journal.append(line, resolve));

async function read(journal: Journal): Promise<string[]> {
  const found: string[] = [];
  for (const segment of await journal.sealedSegments()) {
    for await (const line of segment.lines()) found.push(line);
  }
  return found;
}

/** Runs a script against the built package in a process of its own, until it exits or is killed. */
async function run(script: string, shell = '"$0" "$@"'): Promise<{ output: string; signal: string | null }> {
  const built = new URL('../dist/index.js', import.meta.url).href;
  const source = `import { Journal } from '${built}';
    const journal = await Journal.open(${JSON.stringify(directory)});
    const append = (line) => new Promise((resolve) => journal.append(line, resolve));
    ${script}`;
  const child = spawn('bash', ['-c', shell, process.execPath, '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return { output, signal: child.signalCode };
}

describe('append', () => {
  it('never calls done within append', async () => {
    const journal = await start();
    let told = false;
    journal.append('a', () => (told = true));
    expect(told).toBe(false);
    await append(journal, 'b');
    expect(told).toBe(true);
  });

  it('tells everybody of a turn in order, after their lines are in the file', async () => {
    const journal = await start();
    const told: string[] = [];
    for (const line of ['a', 'b', 'c']) journal.append(line, () => told.push(line));
    await append(journal, 'd');
    expect(told).toEqual(['a', 'b', 'c']);
    const [folder = ''] = await readdir(directory);
    const [segment = ''] = (await readdir(join(directory, folder))).filter((name) => name.endsWith('.jsonl'));
    expect((await stat(join(directory, folder, segment))).size).toBe(8);
  });

  it('fails after close', async () => {
    const journal = await start();
    await journal.close();
    expect(await append(journal, 'late')).toBeInstanceOf(Error);
  });
});

describe('segments', () => {
  it('seals by size and gives all lines back in order', async () => {
    const journal = await start({ segmentBytes: 100 });
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    for (const line of lines) await append(journal, line);
    journal.rotate();
    expect((await journal.sealedSegments()).length).toBeGreaterThan(3);
    expect(await read(journal)).toEqual(lines);
  });

  it('writes what waits before it seals on demand', async () => {
    const journal = await start();
    journal.append('a', () => undefined);
    journal.rotate();
    expect(await read(journal)).toEqual(['a']);
  });

  it('makes no segment of nothing', async () => {
    const journal = await start();
    journal.rotate();
    expect(await journal.sealedSegments()).toEqual([]);
    expect(journal.figures()).toEqual({ segments: 0, bytes: 0, ageMs: 0 });
  });

  it('forgets a removed segment', async () => {
    const journal = await start();
    await append(journal, 'a');
    journal.rotate();
    const [segment] = await journal.sealedSegments();
    await segment?.remove();
    await segment?.remove();
    expect(await journal.sealedSegments()).toEqual([]);
    expect(journal.figures().bytes).toBe(0);
  });

  it('counts sealed and unsealed bytes as waiting', async () => {
    const journal = await start();
    await append(journal, '123');
    journal.rotate();
    await append(journal, '1234567');
    expect(journal.figures()).toMatchObject({ segments: 2, bytes: 12 });
  });

  it('splits lines at newlines only, also across read chunks and inside characters', async () => {
    const journal = await start();
    const lines = ['\u2028 and \r stay', 'ü'.repeat(100_000), '', 'end'];
    for (const line of lines) await append(journal, line);
    journal.rotate();
    expect(await read(journal)).toEqual(lines);
  });

  it('skips and reports a torn last line', async () => {
    const notices: JournalNotice[] = [];
    const journal = await start({ onNotice: (notice: JournalNotice) => notices.push(notice) });
    await append(journal, 'whole');
    journal.rotate();
    const [segment] = await journal.sealedSegments();
    await appendFile(segment?.path ?? '', '{"torn');
    expect(await read(journal)).toEqual(['whole']);
    expect(notices).toEqual([{ kind: 'torn-line', segment, bytes: 6 }]);
  });
});

describe('other processes', () => {
  it('keeps every acknowledged line of a process killed with SIGKILL', async () => {
    const { output, signal } = await run(`
      for (let group = 0; group < 20; group++) {
        await Promise.all(Array.from({ length: 50 }, (_, index) => append(group + ':' + index)));
        process.stdout.write(group + ' ');
      }
      process.kill(process.pid, 'SIGKILL');`);
    expect(signal).toBe('SIGKILL');
    expect(output.trim().split(' ')).toHaveLength(20);
    expect(await read(await start())).toHaveLength(1000);
  });

  it('leaves a living process alone', async () => {
    const first = await start();
    await append(first, 'mine');
    const second = await start();
    expect(await second.sealedSegments()).toEqual([]);
    first.rotate();
    expect(await read(first)).toEqual(['mine']);
  });

  it('hands unread segments to the next process, oldest first', async () => {
    for (const line of ['one', 'two']) {
      const journal = await Journal.open(directory);
      await append(journal, line);
      await journal.close();
    }
    const journal = await start();
    await append(journal, 'three');
    journal.rotate();
    expect(await read(journal)).toEqual(['one', 'two', 'three']);
  });

  it('shares the segments of a dead process between adopters without doubling any', async () => {
    const dead = join(directory, '1-dead');
    await mkdir(dead);
    for (let index = 0; index < 40; index++) {
      const name = `1700000000000-${String(index).padStart(6, '0')}-0123456789ab.jsonl`;
      await writeFile(join(dead, name), `${index}\n`);
    }
    const adopters = await Promise.all([start(), start(), start()]);
    const lines = (await Promise.all(adopters.map(read))).flat();
    expect(lines.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  it('leaves no folder behind when nothing is unread', async () => {
    const journal = await Journal.open(directory);
    await append(journal, 'a');
    journal.rotate();
    for (const segment of await journal.sealedSegments()) await segment.remove();
    await journal.close();
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a file that takes no more bytes', () => {
  it('fails everybody of the group, takes the written part back, and accepts what fits', async () => {
    // A file size limit of 8 KiB makes the kernel write a part of the group and refuse the rest.
    const { output } = await run(
      `const told = [await append('a'.repeat(6000))];
       told.push(...await Promise.all(['b', 'c'].map((letter) => append(letter.repeat(3000)))));
       told.push(await append('d'));
       console.log(told.map((error) => error?.code ?? 'ok').join(' '));`,
      'ulimit -f 8; exec "$0" "$@"',
    );
    expect(output.trim()).toBe('ok EFBIG EFBIG ok');
    expect((await read(await start())).map((line) => line.slice(0, 1))).toEqual(['a', 'd']);
  });
});

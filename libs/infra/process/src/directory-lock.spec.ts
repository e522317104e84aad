import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectoryInUseError, LOCK_FILE, lockDirectory } from './directory-lock.js';
import { thisProcess } from './process-identity.js';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(parent, { recursive: true }));

const leave = (identity: object) => writeFile(join(parent, LOCK_FILE), JSON.stringify(identity));

describe('lockDirectory', () => {
  it('refuses a folder that a running process holds, naming the process', async () => {
    const lock = await lockDirectory(parent);
    const second = lockDirectory(parent);
    await expect(second).rejects.toThrow(DirectoryInUseError);
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    lock.release();
  });

  it('leaves nothing behind after release, and can be taken again', async () => {
    (await lockDirectory(parent)).release();
    expect(await readdir(parent)).toEqual([]);
    (await lockDirectory(parent)).release();
  });

  it('makes a missing folder', async () => {
    const lock = await lockDirectory(join(parent, 'a', 'b'));
    expect(await readdir(join(parent, 'a', 'b'))).toEqual([LOCK_FILE]);
    lock.release();
  });

  it('takes over the lock of a dead process', async () => {
    await leave({ ...thisProcess(), started: 'an earlier boot:1' });
    (await lockDirectory(parent)).release();
  });

  it('takes over a lock file that says nothing', async () => {
    await writeFile(join(parent, LOCK_FILE), '');
    (await lockDirectory(parent)).release();
  });

  it('gives a dead lock to exactly one of many starters', async () => {
    await leave({ ...thisProcess(), started: 'an earlier boot:1' });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(parent)));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') outcome.value.release();
  });

  it('respects a process on another host until its heartbeat stops', async () => {
    await leave({ pid: 1, host: 'elsewhere.example', started: '' });
    await expect(lockDirectory(parent)).rejects.toThrow('process 1 on elsewhere.example');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(join(parent, LOCK_FILE), longAgo, longAgo);
    (await lockDirectory(parent)).release();
  });
});

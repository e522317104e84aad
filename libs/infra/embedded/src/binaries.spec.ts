import { execFileSync } from 'node:child_process';
import { chmod, cp, lstat, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { packagedBinaries, usableBinaries } from './binaries.js';
import { serverUser } from './server-user.js';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'binaries-')));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true }));

/** The package as npm unpacks it: without links, because an archive of npm holds none. */
async function unpack(): Promise<string> {
  const native = join(folder, 'package', 'native');
  await cp(packagedBinaries(), native, { recursive: true, verbatimSymlinks: true });
  for (const name of await readdir(join(native, 'lib'))) {
    const path = join(native, 'lib', name);
    if ((await lstat(path)).isSymbolicLink()) await rm(path);
  }
  return native;
}

const version = (native: string) => execFileSync(join(native, 'bin', 'postgres'), ['--version']).toString();

describe('usableBinaries', () => {
  it('makes the library links that no install script made', async () => {
    const native = await unpack();
    expect(() => version(native)).toThrow();
    expect(await usableBinaries(native, join(folder, 'home'), serverUser())).toBe(native);
    expect(version(native)).toContain('PostgreSQL) 18');
  });

  it('copies the programs when the server’s user cannot go there', async () => {
    const native = await unpack();
    await chmod(join(folder, 'package'), 0o700);
    const user = serverUser();
    const used = await usableBinaries(native, join(folder, 'home'), user);
    expect(used.startsWith(join(folder, 'home'))).toBe(user.differs);
    expect(version(used)).toContain('PostgreSQL) 18');
  });
});

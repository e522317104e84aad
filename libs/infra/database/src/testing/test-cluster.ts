import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@tollgate/embedded';
import { Client } from 'pg';

/** Nothing survives a test, so nothing need reach the disk. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/** Waits for the end of its parent and of the server, then removes the server's files. */
const CLEAN_UP = `
read -r _
while [ -e "$1/postgres/data/postmaster.pid" ]; do sleep 0.05; done
rm -rf "$1"
`;

/**
 * URL of a Postgres for tests, of a user that may create databases: the one that TOLLGATE_TEST_POSTGRES_URL names, else
 * one that this process starts once, for all spec files it runs, and that ends with it.
 */
export async function testClusterUrl(): Promise<string> {
  const given = process.env['TOLLGATE_TEST_POSTGRES_URL'];
  if (given !== undefined && given !== '') return given;
  // Jest gives each spec file modules and globals of its own: only a file is seen by all spec files of a process.
  const folder = join(tmpdir(), `tollgate-test-${process.pid}`);
  const note = join(folder, 'url');
  const running = await readFile(note, 'utf8').catch(() => '');
  if (running !== '' && (await answers(running))) return running;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o711 });
  const { url } = await startEmbeddedPostgres({ dataDir: folder, settings: SETTINGS });
  await writeFile(note, url, { mode: 0o600 });
  cleanUpAfterThisProcess(folder);
  return url;
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function cleanUpAfterThisProcess(folder: string): void {
  const shell = spawn('/bin/sh', ['-c', CLEAN_UP, 'tollgate-test-clean-up', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { serverUser, spawnOptions } from './server-user.js';

const FAST = { fsync: 'off' };
const isRoot = process.getuid?.() === 0;

let parent: string;
let dataDir: string;
let running: EmbeddedPostgres[];
let children: ChildProcess[];
beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'embedded-')));
  await chmod(parent, 0o755);
  dataDir = join(parent, 'data');
  running = [];
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const postgres of running) await postgres.stop();
  const home = await realpath(join(dataDir, 'postgres')).catch(() => dataDir);
  await rm(home, { recursive: true, force: true });
  await rm(parent, { recursive: true, force: true });
});

async function start(directory = dataDir, onProgress?: (line: string) => void): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: directory, settings: FAST, onProgress });
  running.push(postgres);
  return postgres;
}

async function query(url: string, sql: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
    return rows.map((row) => String(row[0]));
  } finally {
    await client.end();
  }
}

/** Starts Postgres from a process of its own, which tells the URL and then waits to be killed. */
async function startInChild(): Promise<{ child: ChildProcess; url: string }> {
  const built = new URL('../dist/index.js', import.meta.url).href;
  const script = `import { startEmbeddedPostgres } from '${built}';
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } });
    process.stdout.write(url);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  children.push(child);
  const [url]: unknown[] = await once(child.stdout, 'data');
  return { child, url: String(url) };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const pidFile = () => join(dataDir, 'postgres', 'data', 'postmaster.pid');
const serverPid = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(20);
}

describe('a first start', () => {
  it('serves a database of our own on 127.0.0.1, for the password only', async () => {
    const { url } = await start();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(await query(url, 'SELECT current_database()')).toEqual(['tollgate']);
    expect(await query(url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(url, 'SHOW unix_socket_directories')).toEqual(['']);
    await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('keeps the password and the data to their owners', async () => {
    await start();
    const modeOf = async (path: string) => (await stat(join(dataDir, path))).mode & 0o777;
    expect(await modeOf('postgres.password')).toBe(0o600);
    expect(await modeOf('postgres')).toBe(0o700);
  });

  it('makes a half-made cluster of an interrupted start anew', async () => {
    await mkdir(join(dataDir, 'postgres', 'data.part', 'base'), { recursive: true });
    if (isRoot) await chown(join(dataDir, 'postgres'), serverUser().uid, serverUser().gid);
    expect(await query((await start()).url, 'SELECT 1')).toEqual(['1']);
  });
});

describe('a later start', () => {
  it('finds the data again, with the same password', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    const second = await start();
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual(['7']);
  });

  it('is refused, with the process id, while another one runs', async () => {
    await start();
    await expect(start()).rejects.toThrow(`in use by another Tollgate (process ${process.pid})`);
  });

  it('works after the server was killed', async () => {
    const unexpected: Error[] = [];
    await startEmbeddedPostgres({
      dataDir,
      settings: FAST,
      onUnexpectedExit: (error) => unexpected.push(error),
    }).then((postgres) => running.push(postgres));
    process.kill(await serverPid(), 'SIGKILL');
    await until(async () => unexpected.length > 0);
    await running.pop()?.stop();
    expect(await query((await start()).url, 'SELECT 1')).toEqual(['1']);
  });

  it('does not take a process that got the process id of the old server for that server', async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['60'], { ...spawnOptions(serverUser()), stdio: 'ignore' });
    children.push(stranger);
    await writeFile(
      pidFile(),
      `${stranger.pid}\n${join(dataDir, 'postgres', 'data')}\n1\n5432\n\n127.0.0.1\n`,
    );
    expect(await query((await start()).url, 'SELECT 1')).toEqual(['1']);
    expect(stranger.exitCode).toBeNull();
  });

  it('refuses data of another major version', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow('was made by Postgres 17');
  });

  it('says which file is missing when the password is gone', async () => {
    await (await start()).stop();
    await rm(join(dataDir, 'postgres.password'));
    await expect(start()).rejects.toThrow('postgres.password is missing');
  });
});

describe('a process killed with SIGKILL', () => {
  it('takes its server with it, and a new start finds the data', async () => {
    const { child, url } = await startInChild();
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS value');
    await kill(child);
    await until(() =>
      readFile(pidFile()).then(
        () => false,
        () => true,
      ),
    );
    await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await query((await start()).url, 'SELECT value FROM kept')).toEqual(['7']);
  });

  it('leaves a server that the next start stops, when the watchdog was killed too', async () => {
    const { child, url } = await startInChild();
    const pid = await serverPid();
    process.kill(await watchdogOf(pid), 'SIGKILL');
    await kill(child);
    expect(await query(url, 'SELECT 1')).toEqual(['1']);
    const lines: string[] = [];
    await start(dataDir, (line) => lines.push(line));
    expect(lines).toEqual([`Stopping the Postgres that an earlier Tollgate left running (process ${pid})`]);
    await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

async function watchdogOf(pid: number): Promise<number> {
  for (const entry of await readdir('/proc')) {
    const command = (await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (command.includes('tollgate-postgres-watch') && command.includes(String(pid))) return Number(entry);
  }
  throw new Error('no watchdog');
}

describe('folders', () => {
  it('names a data directory that is a file', async () => {
    await writeFile(dataDir, '');
    await expect(start()).rejects.toThrow(`The data directory ${dataDir} is not a directory.`);
  });

  it('works where the server’s user may not go, and changes no permissions above the data directory', async () => {
    await chmod(parent, 0o700);
    expect(await query((await start()).url, 'SELECT 1')).toEqual(['1']);
    expect((await stat(parent)).mode & 0o777).toBe(0o700);
  });

  it('leaves nothing for ever of a temporary data directory that was removed', async () => {
    await chmod(parent, 0o700);
    await (await start()).stop();
    const forgotten = await realpath(join(dataDir, 'postgres'));
    await rm(dataDir, { recursive: true });
    await start();
    await expect(stat(forgotten)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('works below a path with spaces, quotes and dollar signs', async () => {
    dataDir = join(parent, `it's "$HOME" \`x\``);
    expect(await query((await start()).url, 'SELECT 1')).toEqual(['1']);
  });
});

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { type DataSource } from 'typeorm';
import { connect } from './connect.js';
import { createDataSource } from './data-source.js';
import { isUnavailable } from './unavailable.js';
import { createTestDatabase, type TestDatabase } from './testing/index.js';

let database: TestDatabase;
let dataSource: DataSource;
const source = (url: string) => createDataSource({ url, entities: [], poolSize: 1, applicationName: 'spec' });
beforeAll(async () => {
  database = await createTestDatabase({ migrate: true });
  dataSource = await source(database.url).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A server that accepts connections and does with them as told. */
async function listen(
  onConnection: (socket: Socket) => void,
  port = 0,
): Promise<{ server: Server; port: number }> {
  const server = createServer(onConnection).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
}

async function closedPort(): Promise<number> {
  const { server, port } = await listen(() => undefined);
  server.close();
  await once(server, 'close');
  return port;
}

describe('isUnavailable: the database is away', () => {
  it('when nothing listens', async () => {
    const port = await closedPort();
    expect(isUnavailable(await errorOf(source(`postgresql://u:p@127.0.0.1:${port}/d`).initialize()))).toBe(
      true,
    );
  });

  it('when its name cannot be resolved', async () => {
    const error = await errorOf(source('postgresql://u:p@no-such-host.invalid:5432/d').initialize());
    expect(isUnavailable(error)).toBe(true);
  });

  it('when a connection is cut before the server answers', async () => {
    const { server, port } = await listen((socket) => socket.destroy());
    expect(isUnavailable(await errorOf(source(`postgresql://u:p@127.0.0.1:${port}/d`).initialize()))).toBe(
      true,
    );
    server.close();
  });

  it('when nobody answers within the time for connecting', async () => {
    const sockets: Socket[] = [];
    const { server, port } = await listen((socket) => sockets.push(socket));
    const client = new Client({
      connectionString: `postgresql://u:p@127.0.0.1:${port}/d`,
      connectionTimeoutMillis: 50,
    });
    expect(isUnavailable(await errorOf(client.connect()))).toBe(true);
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('when the server ends the session in the middle of a query', async () => {
    const other = await source(database.url).initialize();
    const sleeping = errorOf(other.query('SELECT pg_sleep(60)'));
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'`;
    while ((await dataSource.query<unknown[]>(end)).length === 0) continue;
    expect(isUnavailable(await sleeping)).toBe(true);
    await other.destroy();
  });

  it('when the pool has no free connection in time', async () => {
    const pool = new Pool({ connectionString: database.url, max: 1 });
    const client = await pool.connect();
    pool.options.connectionTimeoutMillis = 50;
    expect(isUnavailable(await errorOf(pool.query('SELECT 1')))).toBe(true);
    client.release();
    await pool.end();
  });

  it('when a statement takes too long', async () => {
    const runner = dataSource.createQueryRunner();
    await runner.query('SET statement_timeout = 10');
    expect(isUnavailable(await errorOf(runner.query('SELECT pg_sleep(60)')))).toBe(true);
    await runner.query('RESET statement_timeout');
    await runner.release();
  });

  it('when the data source was never connected', async () => {
    expect(isUnavailable(await errorOf(source(database.url).query('SELECT 1')))).toBe(true);
  });
});

describe('isUnavailable: the database has answered', () => {
  it.each([
    [
      'a duplicate',
      `INSERT INTO schema_migration (id, timestamp, name) SELECT id, timestamp, name FROM schema_migration`,
    ],
    ['a missing table', 'SELECT * FROM no_such_table'],
    ['a number out of range', 'SELECT 1::smallint * 70000::smallint'],
    ['text that mentions a connection', `SELECT 'Connection terminated'::int`],
  ])('for %s', async (_, sql) => {
    const error = await errorOf(dataSource.query(sql));
    expect(error).toBeInstanceOf(Error);
    expect(isUnavailable(error)).toBe(false);
  });

  it('for a wrong password, which waiting does not cure', async () => {
    const url = new URL(database.url);
    url.password = 'wrong';
    const error = await errorOf(source(url.href).initialize());
    expect(error).toMatchObject({ code: '28P01' });
    expect(isUnavailable(error)).toBe(false);
  });
});

describe('connect', () => {
  it('waits for a server that comes later', async () => {
    const port = await closedPort();
    const { port: target, hostname } = new URL(database.url);
    const url = new URL(database.url);
    url.port = String(port);
    const later = source(url.href);
    let relay: Server | null = null;
    const waits: number[] = [];
    await connect(later, {
      onWaiting: (_, pauseMs) => {
        waits.push(pauseMs);
        // Only now somebody listens: a plain relay to the real server.
        void import('node:net').then(async ({ connect: dial }) => {
          relay ??= (
            await listen((socket) => {
              const upstream = dial(Number(target), hostname);
              socket.pipe(upstream).pipe(socket);
              for (const end of [socket, upstream]) end.on('error', () => undefined);
            }, port)
          ).server;
        });
      },
    });
    expect(waits).toEqual([250]);
    expect(await later.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await later.destroy();
    (relay as Server | null)?.close();
  });

  it('stops waiting when told', async () => {
    const port = await closedPort();
    const controller = new AbortController();
    const waiting = connect(source(`postgresql://u:p@127.0.0.1:${port}/d`), {
      signal: controller.signal,
      onWaiting: () => controller.abort(),
    });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('does not wait for a wrong password to become right', async () => {
    const url = new URL(database.url);
    url.password = 'wrong';
    await expect(connect(source(url.href))).rejects.toMatchObject({ code: '28P01' });
  });
});

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../../libs/infra/embedded/dist/index.js';

/** A real Postgres that can crash and come back under the same address: clients reach it through a port that stays. */
export class MortalPostgres {
  #folder = mkdtempSync(join(tmpdir(), 'tollgate-chaos-postgres-'));
  #server = null;
  #sockets = new Set();
  #port = 0;
  #postmaster = 0;

  static async start() {
    const postgres = new MortalPostgres();
    // The server runs as another user when we are root.
    chmodSync(postgres.#folder, 0o755);
    await postgres.comeBack();
    postgres.door = createServer((client) => postgres.#lead(client)).listen(0, '127.0.0.1');
    await once(postgres.door, 'listening');
    const url = new URL(postgres.#server.url);
    url.port = String(postgres.door.address().port);
    postgres.url = url.href;
    return postgres;
  }

  async comeBack() {
    this.#server = await startEmbeddedPostgres({ dataDir: this.#folder });
    this.#port = Number(new URL(this.#server.url).port);
    this.#postmaster = await postmasterOf(this.#server.url);
  }

  /** Ends at once, as in a power cut: nothing is written back, the next start recovers from the WAL. */
  async crash() {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    process.kill(this.#postmaster, 'SIGQUIT');
    await server.stop();
  }

  async stop() {
    this.door.close();
    for (const socket of this.#sockets) socket.destroy();
    await this.#server?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #lead(client) {
    if (this.#server === null) return client.destroy();
    const server = connect(this.#port, '127.0.0.1');
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ]) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}

async function postmasterOf(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("SELECT current_setting('data_directory') AS folder");
  await client.end();
  return Number(readFileSync(join(rows[0].folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { executableOf } from './executable.js';
import { freePort } from './free-port.js';

const READY_WITHIN_MS = 10_000;

/** A real redis-server of one's own: in memory, on a free port. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Kills it, as a crash would; `start` again on the same port to bring it back. */
  stop(): Promise<void>;
}

/** @throws MissingServiceError when redis-server is not installed. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const program = executableOf('redis-server');
  const chosen = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-redis-'));
  const settings = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(program, [...settings, '--dir', folder], { stdio: 'ignore' });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  await answersPing(chosen, child);
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    stop: async () => {
      process.removeListener('exit', killWithUs);
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answersPing(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with code ${child.exitCode}`);
    if (await pings(port)) return;
    await sleep(20);
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server did not answer within ${READY_WITHIN_MS} ms`);
}

async function pings(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const settle = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('data', (bytes) => settle(bytes.toString().startsWith('+PONG')));
    socket.once('error', () => settle(false));
  });
}

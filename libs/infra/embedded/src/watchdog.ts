import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { PID_FILE } from './left-over-server.js';
import { type ServerUser, spawnOptions } from './server-user.js';

/** Reads one word from its parent. Another end of the pipe's life than the word `stopped` is the death of the parent. */
const SCRIPT = `
read -r word
[ "$word" = stopped ] && exit 0
read -r pid < "$2" && [ "$pid" = "$1" ] && kill -INT "$1"
`;

/**
 * A shell that outlives this process, however it dies, just long enough to stop the server.
 * @returns a function that dismisses it: the server was stopped in order.
 */
export function watchServer(pid: number, data: string, user: ServerUser): () => void {
  const shell = spawn(
    '/bin/sh',
    ['-c', SCRIPT, 'tollgate-postgres-watch', String(pid), join(data, PID_FILE)],
    {
      ...spawnOptions(user),
      // Its own session: Ctrl-C in the terminal must not end it before the server is stopped.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => shell.stdin.end('stopped\n');
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { type ServerUser, spawnOptions } from './server-user.js';

/**
 * Runs one of the Postgres programs to its end. With `output: 'ignore'` its children inherit no pipe: a server that
 * `pg_ctl` starts would keep one open for ever. Rejects with the program's last line when it fails.
 */
export async function runProgram(
  user: ServerUser,
  program: string,
  args: readonly string[],
  output: 'pipe' | 'ignore' = 'pipe',
): Promise<void> {
  const child = spawn(program, args, { ...spawnOptions(user), stdio: ['ignore', output, output] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-8192)));
  }
  await once(child, 'close');
  if (child.exitCode !== 0) throw new EmbeddedPostgresError(failureLine(text) ?? `${program} failed`);
}

/** The line that says why: the first that Postgres marks as an error, else the last. */
export function failureLine(text: string): string | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.at(-1) ?? null;
}

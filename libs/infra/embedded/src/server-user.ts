import { spawnSync, type SpawnOptions } from 'node:child_process';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';

/** The user the server runs as. Postgres refuses to run as root, so root hands its processes over. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** False when this process runs as that user itself. */
  readonly differs: boolean;
}

/** Unprivileged users that a system may have; each needs an entry in its user database, initdb asks for it. */
const CANDIDATES = ['postgres', '_postgres', 'nobody', 'daemon'];

export function serverUser(): ServerUser {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) return { name: `user ${uid}`, uid, gid, differs: false };
  for (const name of CANDIDATES) {
    const found = { name, uid: idOf('-u', name), gid: idOf('-g', name), differs: true };
    if (found.uid > 0 && found.gid > 0) return found;
  }
  throw new EmbeddedPostgresError(
    'Postgres refuses to run as root, and this system has no user `postgres` or `nobody` to run it as. ' +
      'Make one (`useradd --system postgres`), run Tollgate as another user, or set DATABASE_URL.',
  );
}

function idOf(option: '-u' | '-g', name: string): number {
  const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) : 0;
}

/** How that user's processes are spawned: from a folder everybody may enter, and with a clean environment. */
export function spawnOptions(user: ServerUser): SpawnOptions {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return user.differs ? { cwd: '/', env, uid: user.uid, gid: user.gid } : { cwd: '/', env };
}

/** May that user go through all folders above `path`, and enter it? */
export function canEnter(user: ServerUser, path: string): boolean {
  return !user.differs || spawnSync('test', ['-x', path], spawnOptions(user)).status === 0;
}

import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { canEnter, type ServerUser } from './server-user.js';

/** Where clusters live whose data directory the server's user cannot reach (below /root, say). */
const SYSTEM_HOME = '/var/lib/tollgate';

/**
 * The folder of the cluster's files, owned by the server's user: `postgres` in the data directory. When that user
 * cannot go there, it is a link to a folder below /var/lib/tollgate; permissions of folders above the data directory
 * are never changed.
 */
export async function clusterHome(
  dataDir: string,
  user: ServerUser,
  onProgress: (line: string) => void,
): Promise<string> {
  const home = join(dataDir, 'postgres');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  if (user.differs) await chmod(dataDir, 0o711);
  const existing = await realpath(home).catch(() => null);
  if (existing !== null) return existing;
  if (canEnter(user, dataDir)) return own(home, user);
  const elsewhere = join(SYSTEM_HOME, randomBytes(6).toString('hex'));
  onProgress(`Postgres files are in ${elsewhere}: ${user.name} may not enter ${dataDir}`);
  await mkdir(SYSTEM_HOME, { recursive: true, mode: 0o755 });
  await own(elsewhere, user);
  await symlink(elsewhere, home);
  return elsewhere;
}

async function own(folder: string, user: ServerUser): Promise<string> {
  await mkdir(folder, { mode: 0o700 });
  if (user.differs) await chown(folder, user.uid, user.gid);
  return folder;
}

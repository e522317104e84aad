import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { canEnter, type ServerUser } from './server-user.js';

/** Where clusters live whose data directory the server's user cannot reach (below /root, say). */
const SYSTEM_HOME = '/var/lib/tollgate';
/** The same for data directories that are temporary themselves; begins their folders' names. */
const TEMPORARY_PREFIX = 'tollgate-postgres-';
/** Tells, in such a folder, whose it is: the path of the link that leads to it. */
const LINK_NOTE = 'linked-from';

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
  // A link to a folder that is gone.
  await rm(home, { force: true });
  if (canEnter(user, dataDir)) return own(home, user);
  const elsewhere = await placeElsewhere(dataDir, user);
  onProgress(`Postgres files are in ${elsewhere}: ${user.name} may not enter ${dataDir}`);
  await own(elsewhere, user);
  // The note comes last: what has one and no link is forgotten.
  await symlink(elsewhere, home);
  await writeFile(join(elsewhere, LINK_NOTE), home);
  return elsewhere;
}

async function placeElsewhere(dataDir: string, user: ServerUser): Promise<string> {
  const id = randomBytes(8).toString('hex');
  const temporary = await realpath(tmpdir());
  if ((await realpath(dataDir)).startsWith(temporary + sep) && canEnter(user, temporary)) {
    await removeForgotten(temporary, user);
    return join(temporary, `${TEMPORARY_PREFIX}${id}`);
  }
  await mkdir(SYSTEM_HOME, { recursive: true, mode: 0o755 });
  return join(SYSTEM_HOME, id);
}

/** Removes temporary clusters whose data directory was removed. Others are never removed: they may be somebody's data. */
async function removeForgotten(temporary: string, user: ServerUser): Promise<void> {
  for (const name of await readdir(temporary)) {
    if (!name.startsWith(TEMPORARY_PREFIX)) continue;
    const folder = join(temporary, name);
    const found = await lstat(folder).catch(() => null);
    if (!found?.isDirectory() || found.uid !== user.uid) continue;
    const link = await readFile(join(folder, LINK_NOTE), 'utf8').catch(() => '');
    if (link === '' || (await realpath(link).catch(() => null)) === folder) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function own(folder: string, user: ServerUser): Promise<string> {
  await mkdir(folder, { mode: 0o700 });
  if (user.differs) await chown(folder, user.uid, user.gid);
  return folder;
}

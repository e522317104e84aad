import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { runProgram } from './postgres-program.js';
import { type ServerUser } from './server-user.js';

/** Major version of the packaged programs; a cluster belongs to one major version. */
const MAJOR = '18';

/** The superuser of the cluster, which is Tollgate alone. */
export const DATABASE_USER = 'tollgate';

export interface Cluster {
  /** PGDATA. */
  readonly data: string;
  readonly password: string;
}

/** The cluster below `home`, made when there is none. A half-made one of an interrupted start is made anew. */
export async function openCluster(
  binaries: string,
  home: string,
  passwordFile: string,
  user: ServerUser,
  onProgress: (line: string) => void,
): Promise<Cluster> {
  const data = join(home, 'data');
  const version = await textOf(join(data, 'PG_VERSION'));
  const password = await textOf(passwordFile);
  if (version === '') {
    onProgress('Making the database');
    return { data, password: await makeCluster(binaries, home, passwordFile, user) };
  }
  if (version !== MAJOR) {
    throw new EmbeddedPostgresError(
      `The database in ${data} was made by Postgres ${version}; this Tollgate has Postgres ${MAJOR}. ` +
        'Choose another --data-dir, or move the data with pg_dump.',
    );
  }
  if (password === '') {
    throw new EmbeddedPostgresError(`${passwordFile} is missing: without it the database cannot be opened.`);
  }
  return { data, password };
}

async function makeCluster(
  binaries: string,
  home: string,
  passwordFile: string,
  user: ServerUser,
): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const draft = join(home, 'data.part');
  const forInitdb = join(home, 'password.part');
  await rm(draft, { recursive: true, force: true });
  try {
    await writeFile(forInitdb, password, { mode: 0o600 });
    if (user.differs) await chown(forInitdb, user.uid, user.gid);
    await runProgram(user, join(binaries, 'bin', 'initdb'), [
      `--pgdata=${draft}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${forInitdb}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ]);
  } finally {
    await rm(forInitdb, { force: true });
  }
  await writeFile(`${passwordFile}.part`, password, { mode: 0o600 });
  await rename(`${passwordFile}.part`, passwordFile);
  await rename(draft, join(home, 'data'));
  return password;
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
}

import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { createDataSource } from '../data-source.js';
import { migrate } from '../migrate.js';
import { testClusterUrl } from './test-cluster.js';

export interface TestDatabase {
  readonly url: string;
  /** Removes it, also while connections are open. */
  drop(): Promise<void>;
}

/** Key of the advisory lock under which one process makes the template, while others wait for it. */
const TEMPLATE_LOCK = 7_209_614_504;

/** A database of its own for a spec file: empty, or (`migrate`) with today's schema, copied from a template. */
export async function createTestDatabase(options: { readonly migrate: boolean }): Promise<TestDatabase> {
  const cluster = await testClusterUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onCluster(cluster, async (admin) => {
    const template = options.migrate ? await migratedTemplate(cluster, admin) : 'template0';
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: databaseUrl(cluster, name),
    drop: () =>
      onCluster(cluster, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** The template's name tells its migrations' content: a cluster that outlives a run never serves an old schema. */
async function migratedTemplate(cluster: string, admin: Client): Promise<string> {
  const name = `template_${await migrationsDigest()}`;
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await makeTemplate(cluster, admin, name);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
  return name;
}

async function makeTemplate(cluster: string, admin: Client, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
  const dataSource = createDataSource({
    url: databaseUrl(cluster, draft),
    entities: [],
    poolSize: 1,
    applicationName: 'tollgate-test-template',
  });
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
}

async function migrationsDigest(): Promise<string> {
  const folder = join(import.meta.dirname, '..', 'migrations');
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).sort()) hash.update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

async function onCluster<T>(cluster: string, step: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: cluster });
  await admin.connect();
  try {
    return await step(admin);
  } finally {
    await admin.end();
  }
}

function databaseUrl(cluster: string, name: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

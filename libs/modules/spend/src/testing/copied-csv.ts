import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** The rows of a CSV file as Postgres reads them: every field as text, an empty one as null. */
export async function copiedCsv(url: string, bytes: Buffer): Promise<Record<string, string | null>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const names = bytes.toString().split('\r\n')[0]?.split(',') ?? [];
    await client.query(`CREATE TEMP TABLE file (${names.map((name) => `"${name}" text`).join(', ')})`);
    await pipeline(
      Readable.from([bytes]),
      client.query(copyFrom('COPY file FROM STDIN (FORMAT csv, HEADER true)')),
    );
    return (await client.query<Record<string, string | null>>('SELECT * FROM file')).rows;
  } finally {
    await client.end();
  }
}

import { Client } from 'pg';
import { schemaText } from '../schema/schema-text.js';
import { createTestDatabase } from './test-database.js';

/** The schema that today's migrations make, as SQL text. */
export async function migratedSchemaText(): Promise<string> {
  const database = await createTestDatabase({ migrate: true });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return await schemaText(async (sql) => {
      const { rows } = await client.query<[string]>({ text: sql, rowMode: 'array' });
      return rows.map(([first]) => first);
    });
  } finally {
    await client.end();
    await database.drop();
  }
}

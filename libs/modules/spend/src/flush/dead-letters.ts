import { createHash } from 'node:crypto';
import { type DataSource } from 'typeorm';

const REASON_MAX = 1_000;

/** Keeps a journal line that cannot become a row, byte for byte; keeping the same line again changes nothing. */
export async function keepDeadLetter(dataSource: DataSource, line: string, reason: string): Promise<void> {
  const bytes = Buffer.from(line, 'utf8');
  await dataSource.query(
    'INSERT INTO spend_dead_letter (digest, line, reason) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING',
    [
      createHash('sha256').update(bytes).digest(),
      bytes,
      reason.replaceAll('\0', '\uFFFD').slice(0, REASON_MAX),
    ],
  );
}

/** How many lines are kept aside: 0 unless something needs an operator. */
export async function countDeadLetters(dataSource: DataSource): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM spend_dead_letter',
  );
  return row?.count ?? 0;
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase, type TestDatabase } from '@tollgate/database/testing';
import { SPEND_ROWS } from '@tollgate/spend';
import { type DataSource } from 'typeorm';
import { UpkeepProcessor } from './upkeep.processor.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: true });
  dataSource = createDataSource({
    ...{ url: database.url, entities: [...SPEND_ROWS], poolSize: 2, applicationName: 'tollgate worker spec' },
  });
  await dataSource.initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(() => dataSource.query('TRUNCATE spend_event, spend_hourly, stored_setting, spend_dropped_month'));

/** A call of January 2020, free of charge, whose rollup is done. */
const oldCall = () =>
  dataSource.query(
    `INSERT INTO spend_event (started_at, id, ended_at, call_id, status, http_status, call_type, stream, asked_model, key_hash,
       tags, metadata, usage_estimated, cost, attempted_retries, attempted_fallbacks)
     VALUES ('2020-01-05', gen_random_uuid(), '2020-01-05', 'c', 'success', 200, 'acompletion', false, 'm', 'k', '{}', '{}', false, 0, 0, 0);
     INSERT INTO spend_hourly (hour, position, key_hash, model, call_type, status, calls, unpriced_calls, estimated_calls, spend,
       input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, duration_ms)
     VALUES ('2020-01-05', 1, 'k', 'm', 'acompletion', 'success', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
  );
const calls = async () =>
  (await dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM spend_event'))[0]?.n;
const days = (count: number) => ({ unit: 'ms', milliseconds: count * 86_400_000 }) as const;

describe('the upkeep of the ledger', () => {
  it('keeps rows for ever unless told otherwise', async () => {
    await oldCall();
    await new UpkeepProcessor(dataSource, null).sweep();
    expect(await calls()).toBe(1);
  });

  it('drops what is older than the worker was told to keep', async () => {
    await oldCall();
    await new UpkeepProcessor(dataSource, days(30)).sweep();
    expect(await calls()).toBe(0);
  });

  it('goes by what was set at run time, and keeps everything when that cannot be read', async () => {
    await oldCall();
    const set = (value: string) =>
      dataSource.query(
        `INSERT INTO stored_setting (section, name, value, updated_at)
         VALUES ('general_settings', 'maximum_spend_logs_retention_period', to_jsonb($1::text), now())
         ON CONFLICT (section, name) DO UPDATE SET value = excluded.value`,
        [value],
      );
    await set('soon');
    await new UpkeepProcessor(dataSource, days(30)).sweep();
    expect(await calls()).toBe(1);
    await set('1mo');
    await new UpkeepProcessor(dataSource, null).sweep();
    expect(await calls()).toBe(0);
  });
});

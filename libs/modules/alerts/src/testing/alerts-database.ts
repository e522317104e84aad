import { SoftBudgetCrossingRow } from '@tollgate/budgets';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { ALERT_ROWS } from '../store/alert-rows.js';

/** A database of its own for a spec, with today's schema, on a real Postgres. */
export interface AlertsDatabase {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

export async function createAlertsDatabase(): Promise<AlertsDatabase> {
  const { url, drop } = await createTestDatabase({ migrate: true });
  const entities = [...ALERT_ROWS, SoftBudgetCrossingRow];
  const dataSource = createDataSource({ url, entities, poolSize: 10, applicationName: 'spec' });
  await dataSource.initialize();
  return {
    dataSource,
    close: async () => {
      await dataSource.destroy();
      await drop();
    },
  };
}

/** A row of any table: the columns given, and something for those the table demands. */
export async function insertRow(
  dataSource: DataSource,
  table: string,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> {
  await dataSource.query(
    `INSERT INTO "${table}" SELECT * FROM json_populate_record(NULL::"${table}", $1::json)`,
    [JSON.stringify({ ...DEMANDED, ...columns })],
  );
}

const NOON = '2026-11-24T12:00:00Z';

const DEMANDED = {
  ...{
    spend: 0,
    model_max_budget: {},
    model_spend: {},
    models: [],
    aliases: {},
    config: {},
    permissions: {},
  },
  ...{ metadata: {}, allowed_routes: [], allowed_cache_controls: [], auto_rotate: false, rotation_count: 0 },
  ...{ blocked: false, member_permissions: [], default_member_models: [], model_aliases: {}, policies: [] },
  ...{ access_group_ids: [], soft_budget_cooldown: false, created_at: NOON, updated_at: NOON },
};

/** An hour of the rollup. @param spend pico-USD */
export async function insertHour(
  dataSource: DataSource,
  fields: { hour: string; spend: string; teamId?: string; calls?: number; position?: number },
): Promise<void> {
  const { hour, spend, teamId = null, calls = 1, position = 1 } = fields;
  await dataSource.query(
    `INSERT INTO spend_hourly (hour, position, key_hash, team_id, model, call_type, status, calls, unpriced_calls, estimated_calls,
       spend, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, duration_ms)
     VALUES ($1, $2, 'k', $3, 'gpt-4o', 'acompletion', 'success', $4, 0, 0, $5, 0, 0, 0, 0, 0, 0)`,
    [hour, position, teamId, calls, spend],
  );
}

import { type QueryRunner } from 'typeorm';

/** Columns of everything that spends, and of what may borrow the limits of a budget, as of 1764002000000. Money is pico-USD. */
export const BORROWER_COLUMNS = `
  "budget_id" text,
  "spend_since" timestamp(3) with time zone,
  "spend" numeric(38,0) NOT NULL,
  "max_budget" numeric(38,0),
  "soft_budget" numeric(38,0),
  "budget_duration" text,
  "budget_reset_at" timestamp(3) with time zone,
  "budget_limits" jsonb,
  "model_max_budget" jsonb NOT NULL,
  "model_spend" jsonb NOT NULL,
  "max_parallel_requests" bigint,
  "tpm_limit" bigint,
  "rpm_limit" bigint,
  "models" text array NOT NULL,
  "metadata" jsonb NOT NULL,
  "object_permission" jsonb,
  "created_at" timestamp(3) with time zone NOT NULL,
  "created_by" text,
  "updated_at" timestamp(3) with time zone NOT NULL,
  "updated_by" text`;

/** For those who borrow from a budget, and for resets that are due. */
export async function createBorrowerIndexes(queryRunner: QueryRunner, table: string): Promise<void> {
  await queryRunner.query(
    `CREATE INDEX "${table}_budget" ON "${table}" ("budget_id") WHERE "budget_id" IS NOT NULL`,
  );
  await queryRunner.query(
    `CREATE INDEX "${table}_budget_reset" ON "${table}" ("budget_reset_at") WHERE "budget_duration" IS NOT NULL`,
  );
}

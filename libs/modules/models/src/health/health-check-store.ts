import { Injectable } from '@nestjs/common';
import { type HealthStatus } from '@tollgate/core';
import { DataSource, In } from 'typeorm';
import { type HealthCheck } from './health-check.js';
import { HealthCheckRow } from './health-check-row.js';

export interface HistoryRequest {
  /** Id or public name; null: all. */
  readonly model: string | null;
  readonly status: HealthStatus | null;
  readonly limit: number;
  readonly offset: number;
}

/** Every query on checks of health. */
@Injectable()
export class HealthCheckStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(checks: readonly HealthCheck[]): Promise<void> {
    await this.dataSource.manager.insert(HealthCheckRow, [...checks]);
  }

  /** The latest check of each of these deployments; those never checked are left out. */
  async latestOf(modelIds: readonly string[]): Promise<HealthCheck[]> {
    const ids: { id: string }[] = await this.dataSource.query(
      `SELECT latest."id" FROM unnest($1::text[]) AS wanted("model_id")
       CROSS JOIN LATERAL (
         SELECT "id" FROM "health_check" WHERE "health_check"."model_id" = wanted."model_id"
         ORDER BY "checked_at" DESC, "id" DESC LIMIT 1) AS latest`,
      [modelIds],
    );
    return this.dataSource.manager.findBy(HealthCheckRow, { id: In(ids.map(({ id }) => id)) });
  }

  /** The newest first, and how many there are in all. */
  async history({ model, status, limit, offset }: HistoryRequest): Promise<[HealthCheck[], number]> {
    const query = this.dataSource.manager.createQueryBuilder(HealthCheckRow, 'health');
    if (model !== null) query.andWhere('(health.modelId = :model OR health.modelName = :model)', { model });
    if (status !== null) query.andWhere('health.status = :status', { status });
    return query
      .orderBy({ 'health.checkedAt': 'DESC', 'health.id': 'DESC' })
      .skip(offset)
      .take(limit)
      .getManyAndCount();
  }

  async forgetBefore(moment: Date): Promise<void> {
    await this.dataSource.query(`DELETE FROM "health_check" WHERE "checked_at" < $1`, [moment]);
  }

  /**
   * Begins a round, unless one began less than `everyMs` ago, in whichever process.
   * @returns true: it is the caller's to carry out.
   */
  async beginRound(everyMs: number): Promise<boolean> {
    const begun: unknown = await this.dataSource.query(
      `WITH begun AS (
         UPDATE "health_round" SET "begun_at" = now()
         WHERE "id" = 1 AND "begun_at" <= now() - ($1 * interval '1 millisecond') RETURNING 1)
       SELECT count(*) AS count FROM begun`,
      [everyMs],
    );
    return Array.isArray(begun) && begun.some((row: { count: string }) => Number(row.count) === 1);
  }
}

import { type ProcessIdentity, readIdentity, thisProcess } from '@tollgate/process';
import { type DataSource } from 'typeorm';

/** What the row says of the process that holds the lease. */
export interface LeaseHolder {
  readonly holder: string;
  /** Null when the row cannot be read. */
  readonly identity: ProcessIdentity | null;
  /** Changes with every renewal. */
  readonly renewedAt: string;
}

/** One row of `instance_lease`, and every query of it. Only the database's clock counts. */
export class LeaseTable {
  constructor(
    private readonly dataSource: DataSource,
    private readonly name: string,
    private readonly ttlMs: number,
  ) {}

  /** Takes the lease when it is free, has expired, or is held by `from`. */
  async take(holder: string, from: string | null): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `INSERT INTO instance_lease (name, holder, process, acquired_at, renewed_at, expires_at)
       VALUES ($1, $2, $3, now(), now(), now() + $4 * interval '1 millisecond')
       ON CONFLICT (name) DO UPDATE SET
         holder = excluded.holder, process = excluded.process, acquired_at = excluded.acquired_at,
         renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
       WHERE instance_lease.expires_at < now() OR instance_lease.holder = $5
       RETURNING name`,
      [this.name, holder, JSON.stringify(thisProcess()), this.ttlMs, from],
    );
    return rows.length > 0;
  }

  /** Renews it, also when it has expired and nobody took it; false when it is not ours any more. */
  async extend(holder: string): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `WITH renewed AS (
         UPDATE instance_lease SET renewed_at = now(), expires_at = now() + $3 * interval '1 millisecond'
         WHERE name = $1 AND holder = $2 RETURNING name
       ) SELECT name FROM renewed`,
      [this.name, holder, this.ttlMs],
    );
    return rows.length > 0;
  }

  async remove(holder: string): Promise<void> {
    await this.dataSource.query('DELETE FROM instance_lease WHERE name = $1 AND holder = $2', [
      this.name,
      holder,
    ]);
  }

  async current(): Promise<LeaseHolder | null> {
    const [row]: { holder: string; process: string; renewed_at: string }[] = await this.dataSource.query(
      'SELECT holder::text, process::text, renewed_at::text FROM instance_lease WHERE name = $1',
      [this.name],
    );
    if (!row) return null;
    return { holder: row.holder, identity: readIdentity(row.process), renewedAt: row.renewed_at };
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditEntry, changesOf } from './audit-entry.js';
import { AuditEntryRow } from './audit-entry-row.js';
import { applyAuditFilter, applyAuditOrder, type AuditFilter, type AuditOrder } from './audit-page.js';

/** Every query on the audit log. */
@Injectable()
export class AuditStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Writes entries with the manager of the transaction that makes the change, so both happen or neither. */
  async record(manager: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length > 0) await manager.insert(AuditEntryRow, entries.map(toRow));
  }

  /** History of one object, newest first. */
  findByObject(objectType: string, objectId: string, limit: number): Promise<AuditEntryRow[]> {
    return this.dataSource.manager.find(AuditEntryRow, {
      where: { objectType, objectId },
      order: { at: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  findById(id: string): Promise<AuditEntryRow | null> {
    return this.dataSource.manager.findOneBy(AuditEntryRow, { id });
  }

  /** The entries of one page. */
  page(filter: AuditFilter, order: AuditOrder): Promise<AuditEntryRow[]> {
    const query = this.dataSource.manager.createQueryBuilder(AuditEntryRow, 'entry');
    applyAuditFilter(query, filter);
    applyAuditOrder(query, order);
    return query.getMany();
  }

  /** How many entries a filter finds; counting ends at `max`, so that a long log does not make a page slow. */
  async count(filter: AuditFilter, max: number): Promise<number> {
    const query = this.dataSource.manager.createQueryBuilder(AuditEntryRow, 'entry').select('1').limit(max);
    applyAuditFilter(query, filter);
    const [sql, parameters] = query.getQueryAndParameters();
    const rows = await this.dataSource.query<{ total: number }[]>(
      `SELECT count(*)::int AS total FROM (${sql}) AS found`,
      parameters,
    );
    return rows[0]?.total ?? 0;
  }
}

function toRow(entry: AuditEntry): AuditEntryRow {
  const { actor } = entry;
  const row = new AuditEntryRow();
  row.id = randomUUID();
  row.at = entry.at;
  row.action = entry.action;
  row.objectType = entry.objectType;
  row.objectId = entry.objectId;
  row.userId = actor.caller.userId;
  row.role = actor.caller.role;
  row.keyHash = actor.caller.keyHash;
  row.via = actor.caller.via;
  row.changedBy = actor.changedBy;
  row.ip = actor.ip;
  row.requestId = actor.requestId;
  Object.assign(row, changesOf(entry.before, entry.after));
  return row;
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditEntry, changesOf } from './audit-entry.js';
import { AuditEntryRow } from './audit-entry-row.js';

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

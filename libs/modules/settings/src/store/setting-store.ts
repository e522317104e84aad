import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type SettingChange, type StoredSetting } from '../domain/stored-setting.js';
import { SettingRow } from './setting-row.js';

/** Every query on settings that were changed at run time. */
@Injectable()
export class SettingStore {
  constructor(private readonly dataSource: DataSource) {}

  list(manager: EntityManager = this.dataSource.manager): Promise<StoredSetting[]> {
    return manager.find(SettingRow, { order: { section: 'ASC', name: 'ASC' } });
  }

  /** A change to null removes what is stored, so that the configuration file's value stands again. */
  async apply(
    manager: EntityManager,
    changes: readonly SettingChange[],
    by: { readonly at: Date; readonly userId: string | null },
  ): Promise<void> {
    for (const { section, name, value } of changes) {
      if (value === null) await manager.delete(SettingRow, { section, name });
      else
        await manager.query(
          `INSERT INTO stored_setting (section, name, value, updated_at, updated_by)
           VALUES ($1, $2, $3::jsonb, $4, $5)
           ON CONFLICT (section, name)
           DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by`,
          [section, name, JSON.stringify(value), by.at, by.userId],
        );
    }
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ConfigurationVersionRow } from './configuration-version-row.js';

const ONLY = { id: 1 } as const;

/** The version of what is configured at run time (models, credentials, settings): each change raises it. */
@Injectable()
export class ConfigurationVersion {
  constructor(private readonly dataSource: DataSource) {}

  async read(manager: EntityManager = this.dataSource.manager): Promise<number> {
    const row = await manager.findOneByOrFail(ConfigurationVersionRow, ONLY);
    return row.version;
  }

  /** In the transaction of the change, before anything is read that the change depends on: transactions wait for each other. */
  async raise(manager: EntityManager): Promise<void> {
    await manager.increment(ConfigurationVersionRow, ONLY, 'version', 1);
  }
}

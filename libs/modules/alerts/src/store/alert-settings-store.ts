import { SecretCipher } from '@tollgate/encryption';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AlertSettings, alertSettingsOf } from '../domain/alert-settings.js';
import { AlertSettingsRow } from './alert-settings-row.js';

const PLACE = 'alert_settings/1/settings';

/** The settings of alerts in the database: processes that read the configuration write them, the worker reads them. */
@Injectable()
export class AlertSettingsStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: SecretCipher,
  ) {}

  async write(settings: AlertSettings, now: Date): Promise<void> {
    const sealed = this.cipher.seal(JSON.stringify(settings), PLACE);
    await this.dataSource.manager.upsert(AlertSettingsRow, { id: 1, settings: sealed, updatedAt: now }, [
      'id',
    ]);
  }

  /** Those of nobody, when none were written or they are of another salt key: alerts are raised all the same. */
  async read(): Promise<AlertSettings> {
    const row = await this.dataSource.manager.findOneBy(AlertSettingsRow, { id: 1 });
    const opened = row && this.cipher.open(row.settings, PLACE);
    // Only `write` makes a value that opens.
    return opened?.state === 'opened' ? (JSON.parse(opened.text) as AlertSettings) : alertSettingsOf({}, {});
  }
}

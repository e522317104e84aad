import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { ConfigurationVersion } from './store/configuration-version.js';
import { SettingStore } from './store/setting-store.js';
import { ChangeSettings } from './use-cases/change-settings.js';

/**
 * Settings that are changed at run time, without HTTP. The application provides `DataSource`, `SecretCipher`,
 * `SettingsInForce` and `ConfigurationChanges` globally.
 */
@Module({
  imports: [AuditModule],
  providers: [ConfigurationVersion, SettingStore, ChangeSettings],
  exports: [ConfigurationVersion, SettingStore, ChangeSettings],
})
export class SettingsModule {}

import { Module } from '@nestjs/common';
import { AlertsController } from './http/alerts.controller.js';
import { AlertSettingsStore } from './store/alert-settings-store.js';
import { AlertStore } from './store/alert-store.js';

/** Alerts over HTTP. Needs `DataSource`, `SecretCipher` and the guards of `AuthHttpModule`. */
@Module({ controllers: [AlertsController], providers: [AlertStore, AlertSettingsStore] })
export class AlertsHttpModule {}

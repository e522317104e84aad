import { Module } from '@nestjs/common';
import { CallbacksController } from './http/callbacks.controller.js';
import { ConfigController } from './http/config.controller.js';
import { RouterSettingsController } from './http/router-settings.controller.js';
import { ListSettings } from './listing/list-settings.js';
import { SettingsModule } from './settings.module.js';
import { UpdateConfig } from './use-cases/update-config.js';

/** The routes of settings. */
@Module({
  imports: [SettingsModule],
  controllers: [ConfigController, RouterSettingsController, CallbacksController],
  providers: [ListSettings, UpdateConfig],
})
export class SettingsHttpModule {}

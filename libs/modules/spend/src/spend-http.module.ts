import { Module } from '@nestjs/common';
import { DailyActivityController } from './http/daily-activity.controller.js';
import { GlobalSpendController } from './http/global-spend.controller.js';
import { SpendLogsController } from './http/spend-logs.controller.js';

/** The reports over HTTP. Needs TypeORM's `DataSource` and the guards of `AuthHttpModule`. */
@Module({ controllers: [SpendLogsController, DailyActivityController, GlobalSpendController] })
export class SpendHttpModule {}

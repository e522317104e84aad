import { Module } from '@nestjs/common';
import { KeysModule } from '@tollgate/keys';
import { DailyActivityController } from './http/daily-activity.controller.js';
import { GlobalSpendController } from './http/global-spend.controller.js';
import { KeySpendController } from './http/key-spend.controller.js';
import { SpendLogsController } from './http/spend-logs.controller.js';

/** The reports over HTTP. Needs TypeORM's `DataSource` globally, and the guards of `AuthHttpModule`. */
@Module({
  imports: [KeysModule],
  controllers: [SpendLogsController, KeySpendController, DailyActivityController, GlobalSpendController],
})
export class SpendHttpModule {}

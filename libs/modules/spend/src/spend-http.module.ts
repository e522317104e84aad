import { Module } from '@nestjs/common';
import { AuditModule } from '@tollgate/audit';
import { KeysModule } from '@tollgate/keys';
import { DailyActivityController } from './http/daily-activity.controller.js';
import { EntityActivityController } from './http/entity-activity.controller.js';
import { ExportsController } from './http/exports.controller.js';
import { GlobalBreakdownsController } from './http/global-breakdowns.controller.js';
import { GlobalSpendController } from './http/global-spend.controller.js';
import { RepricingsController } from './http/repricings.controller.js';
import { KeySpendController } from './http/key-spend.controller.js';
import { LogTailController } from './http/log-tail.controller.js';
import { NamedSpendController } from './http/named-spend.controller.js';
import { SchedulesController } from './http/schedules.controller.js';
import { SpendLogsController } from './http/spend-logs.controller.js';
import { DeliveryStore } from './deliveries/delivery-store.js';
import { ExportStore } from './exports/export-store.js';
import { OrderExport } from './exports/order-export.js';
import { RemoveExport } from './exports/remove-export.js';
import { OrderRepricing } from './repricing/order-repricing.js';
import { RepricingStore } from './repricing/repricing-store.js';
import { ChangeSchedules } from './schedules/change-schedules.js';
import { RunSchedule } from './schedules/run-schedule.js';
import { ScheduleStore } from './schedules/schedule-store.js';
import { SpendScopes } from './scope/spend-scopes.js';

/** The reports over HTTP. Needs TypeORM's `DataSource` globally, `ExportNudge`, `SecretCipher`, `DeliveryNetworkPort`,
 * `RoutingTableStore`, and the guards of `AuthHttpModule`. */
@Module({
  imports: [KeysModule, AuditModule],
  controllers: [
    ...[SpendLogsController, KeySpendController, DailyActivityController, GlobalSpendController],
    ...[LogTailController, NamedSpendController, GlobalBreakdownsController],
    ...[EntityActivityController, ExportsController, SchedulesController, RepricingsController],
  ],
  providers: [
    ...[RepricingStore, OrderRepricing],
    ...[SpendScopes, ExportStore, OrderExport, RemoveExport],
    ...[ScheduleStore, DeliveryStore, ChangeSchedules, RunSchedule],
  ],
})
export class SpendHttpModule {}

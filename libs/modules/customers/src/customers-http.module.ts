import { Module } from '@nestjs/common';
import { AttributionsModule } from '@tollgate/attributions';
import { CustomersController } from './http/customers.controller.js';
import { CustomerStore } from './store/customer-store.js';
import { ChangeCustomers } from './use-cases/change-customers.js';

/** The routes under /customer and /end_user. The application provides `DataSource` and `AttributionChanges` globally. */
@Module({
  imports: [AttributionsModule],
  controllers: [CustomersController],
  providers: [CustomerStore, ChangeCustomers],
})
export class CustomersHttpModule {}

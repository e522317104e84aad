import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import { BudgetStore } from '@tollgate/budgets';
import {
  type CustomerView,
  type DeletedCustomers,
  INACTIVE_CUSTOMER_FIELDS,
  INACTIVE_FIELDS_HEADER,
} from '@tollgate/core';
import { inactiveFieldsIn, inactiveSpenderFieldsIn } from '@tollgate/organizations';
import { type Response } from 'express';
import { type Customer } from '../domain/customer.js';
import { CustomerStore } from '../store/customer-store.js';
import { ChangeCustomers } from '../use-cases/change-customers.js';
import {
  CustomerIdsDto,
  CustomerQueryDto,
  NewCustomerDto,
  UpdateCustomerDto,
} from './customer-requests.dto.js';
import { customerViewOf } from './customer-view.js';

const LISTED_MAX = 10_000;

/** Customers, also called end users. Contract: management API §6.3. */
@ApiTags('customers')
@ApiBearerAuth()
@Controller(['customer', 'end_user'])
@FailsInShape('A')
export class CustomersController {
  constructor(
    private readonly customers: ChangeCustomers,
    private readonly store: CustomerStore,
    private readonly budgets: BudgetStore,
  ) {}

  @Post('new')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Make a customer before its first call' })
  async create(
    @Body() body: NewCustomerDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CustomerView> {
    flagInactive(body, response);
    return this.viewOf(orThrow(await this.customers.create(body, actor, new Date())));
  }

  @Post('update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  async update(
    @Body() body: UpdateCustomerDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CustomerView> {
    flagInactive(body, response);
    return this.viewOf(orThrow(await this.customers.update(body, actor, new Date())));
  }

  @Get('info')
  @Allow('admin-read')
  @ApiOperation({ summary: 'One customer' })
  async info(@Query() query: CustomerQueryDto): Promise<CustomerView> {
    const customer = await this.store.findById(query.end_user_id);
    if (!customer)
      throw new ApiError({ class: 'NotFoundError', message: 'Customer not found.', param: 'end_user_id' });
    return this.viewOf(customer);
  }

  @Get('list')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Customers by id, at most 10,000' })
  async list(): Promise<CustomerView[]> {
    return this.viewsOf(await this.store.list(LISTED_MAX));
  }

  @Post('delete')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete customers; what they spent stays in the reports' })
  async delete(@Body() body: CustomerIdsDto, @CurrentActor() actor: Actor): Promise<DeletedCustomers> {
    const { length } = orThrow(await this.customers.delete(body.user_ids, actor, new Date()));
    return { deleted_customers: length, message: `Deleted ${length} customer${length === 1 ? '' : 's'}` };
  }

  @Post('block')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Refuse calls that name these customers, known or not yet' })
  async block(
    @Body() body: CustomerIdsDto,
    @CurrentActor() actor: Actor,
  ): Promise<{ blocked_users: CustomerView[] }> {
    const blocked = orThrow(await this.customers.block(body.user_ids, actor, new Date()));
    return { blocked_users: await this.viewsOf(blocked) };
  }

  @Post('unblock')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Serve calls that name these customers again' })
  async unblock(
    @Body() body: CustomerIdsDto,
    @CurrentActor() actor: Actor,
  ): Promise<{ unblocked_users: CustomerView[] }> {
    const unblocked = orThrow(await this.customers.unblock(body.user_ids, actor, new Date()));
    return { unblocked_users: await this.viewsOf(unblocked) };
  }

  private async viewOf(customer: Customer): Promise<CustomerView> {
    return customerViewOf(
      customer,
      customer.budgetId ? await this.budgets.findByIds([customer.budgetId]) : [],
    );
  }

  private async viewsOf(customers: readonly Customer[]): Promise<CustomerView[]> {
    const ids = new Set(customers.flatMap(({ budgetId }) => (budgetId === null ? [] : [budgetId])));
    const budgets = await this.budgets.findByIds([...ids]);
    return customers.map((customer) => customerViewOf(customer, budgets));
  }
}

function flagInactive(body: object, response: Response): void {
  const fields = [...inactiveSpenderFieldsIn(body), ...inactiveFieldsIn(body, INACTIVE_CUSTOMER_FIELDS)];
  if (fields.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, fields.join(','));
}

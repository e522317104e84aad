import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import { type BudgetSetting, type BudgetView } from '@tollgate/core';
import { BudgetStore } from '../store/budget-store.js';
import { ChangeBudgets } from '../use-cases/change-budgets.js';
import {
  BudgetIdsDto,
  BudgetSettingsQueryDto,
  DeleteBudgetDto,
  NewBudgetDto,
  UpdateBudgetDto,
} from './budget-requests.dto.js';
import { budgetSettingsOf } from './budget-settings.js';
import { budgetViewOf } from './budget-view.js';

const LISTED_MAX = 10_000;

/** Budgets as objects of their own. Contract: management API §6.2. */
@ApiTags('budgets')
@ApiBearerAuth()
@Controller('budget')
@FailsInShape('B')
export class BudgetsController {
  constructor(
    private readonly budgets: ChangeBudgets,
    private readonly store: BudgetStore,
  ) {}

  @Post('new')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Make a budget, for keys to borrow from' })
  async create(@Body() body: NewBudgetDto, @CurrentActor() actor: Actor): Promise<BudgetView> {
    return budgetViewOf(orThrow(await this.budgets.create(body, actor, new Date())));
  }

  @Post('update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  async update(@Body() body: UpdateBudgetDto, @CurrentActor() actor: Actor): Promise<BudgetView> {
    return budgetViewOf(orThrow(await this.budgets.update(body, actor, new Date())));
  }

  @Post('info')
  @HttpCode(200)
  @Allow('admin-read')
  @ApiOperation({ summary: 'Some budgets; those that do not exist are left out' })
  async info(@Body() body: BudgetIdsDto): Promise<BudgetView[]> {
    return (await this.store.findByIds(body.budgets ?? [])).map(budgetViewOf);
  }

  @Get('list')
  @Allow('admin-read')
  @ApiOperation({ summary: 'All budgets, newest first' })
  async list(): Promise<BudgetView[]> {
    return (await this.store.list(LISTED_MAX)).map(budgetViewOf);
  }

  @Get('settings')
  @Allow('admin-read')
  @ApiOperation({ summary: 'One budget, field by field' })
  async settings(@Query() query: BudgetSettingsQueryDto): Promise<BudgetSetting[]> {
    const [budget] = await this.store.findByIds([query.budget_id]);
    if (!budget)
      throw new ApiError({ class: 'NotFoundError', message: 'Budget not found.', param: 'budget_id' });
    return budgetSettingsOf(budgetViewOf(budget));
  }

  @Post('delete')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete a budget; keys that borrowed from it keep their own limits' })
  async delete(@Body() body: DeleteBudgetDto, @CurrentActor() actor: Actor): Promise<BudgetView> {
    return budgetViewOf(orThrow(await this.budgets.delete(body.id, actor, new Date())));
  }
}

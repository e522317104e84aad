import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tollgate/auth';
import { type ProviderBudgets, type ProviderBudgetView, toUsdNumber } from '@tollgate/core';
import { type SpendMeter } from '@tollgate/routing';
import { RoutingTableStore } from '../routing-table-store.js';

/** What providers may cost, and have cost, as the answering process knows it: at most a second behind the others. */
@ApiTags('models')
@ApiBearerAuth()
@Controller('provider')
export class ProviderBudgetsController {
  constructor(private readonly tables: RoutingTableStore) {}

  @Get('budgets')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Budgets of providers with a deployment, and what has been spent of them' })
  list(): ProviderBudgets {
    const { stats, current } = this.tables;
    stats.adopt(current);
    const ofProviders = [...stats.meters].filter(({ budget }) => budget.kind === 'provider');
    const now = Date.now();
    return {
      providers: Object.fromEntries(ofProviders.map((meter) => [meter.budget.id, viewOf(meter, now)])),
    };
  }
}

function viewOf(meter: SpendMeter, now: number): ProviderBudgetView {
  const { limit, duration } = meter.budget;
  const untilNewMs = meter.untilNewMs(now);
  return {
    budget_limit: toUsdNumber(limit),
    time_period: duration,
    spend: toUsdNumber(meter.spent(now)),
    budget_reset_at: Number.isFinite(untilNewMs) ? new Date(now + untilNewMs).toISOString() : null,
  };
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tollgate/auth';
import { type UnpricedModel } from '@tollgate/core';
import { DataSource } from 'typeorm';
import { type ExceptionActivity, exceptionsByDay, exceptionsByDeployment } from '../reports/exceptions.js';
import {
  activityByModel,
  spendByProvider,
  spendByTeam,
  spendPerDay,
  type TeamsSpend,
  unpricedModels,
} from '../reports/global-breakdowns.js';
import { type GlobalActivity } from '../reports/global-spend.js';
import { type DayRange, lastDays, parseDayRange, requiredRange } from '../reports/instants.js';
import { keyHashOf } from '../reports/log-filter.js';
import { type SpendReportDay, type SpendReportKey, spendReport } from '../reports/spend-report.js';
import { DateRangeDto, ExceptionsDto, KeySpendDto, SpendReportDto } from './spend-query.dto.js';

/** Without dates these look back over so many UTC days, today included. */
const DAYS = 30;
const MODELS = 10;
const UNPRICED = 500;

/** Everyone's spend and activity, taken apart, for those who may see everything. */
@ApiTags('spend')
@Controller()
export class GlobalBreakdownsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('global/spend/logs')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Spend per day of the last 30 days, of a key or of all' })
  async perDay(@Query() { api_key: key }: KeySpendDto): Promise<{ date: string; spend: number }[]> {
    return spendPerDay(this.dataSource, lastDays(DAYS, new Date()), key ? keyHashOf(key) : null);
  }

  @Get('global/spend/teams')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Spend of teams, by day and in all' })
  async teams(@Query() query: DateRangeDto): Promise<TeamsSpend> {
    return spendByTeam(this.dataSource, rangeOf(query));
  }

  @Get('global/spend/provider')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Providers by spend' })
  async providers(@Query() query: DateRangeDto): Promise<{ provider: string; spend: number }[]> {
    return spendByProvider(this.dataSource, rangeOf(query));
  }

  @Get('global/spend/report')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Spend by day and team or customer, or by key, with models within' })
  async report(@Query() query: SpendReportDto): Promise<SpendReportDay[] | SpendReportKey[]> {
    return spendReport(this.dataSource, {
      range: requiredRange(query),
      groupBy: query.group_by ?? 'team',
      keyHash: query.api_key ? keyHashOf(query.api_key) : null,
      userId: query.internal_user_id || null,
      teamId: query.team_id || null,
      customerId: query.customer_id || null,
    });
  }

  @Get('global/activity/model')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Calls and tokens per day of the ten models that are used most' })
  async byModel(@Query() query: DateRangeDto): Promise<({ model: string } & GlobalActivity)[]> {
    return activityByModel(this.dataSource, rangeOf(query), MODELS);
  }

  @Get('global/activity/exceptions')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Rate-limit errors per day of a public model, or of all' })
  async exceptions(@Query() query: ExceptionsDto): Promise<ExceptionActivity> {
    return exceptionsByDay(this.dataSource, rangeOf(query), query.model_group || null);
  }

  @Get('global/activity/exceptions/deployment')
  @Allow('admin-read')
  @ApiOperation({ summary: 'The same by deployment' })
  async exceptionsOfDeployments(
    @Query() query: ExceptionsDto,
  ): Promise<({ api_base: string } & ExceptionActivity)[]> {
    return exceptionsByDeployment(this.dataSource, rangeOf(query), query.model_group || null);
  }

  @Get('spend/unpriced')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Models whose calls have no known price: what to set a price for' })
  async unpriced(@Query() query: DateRangeDto): Promise<UnpricedModel[]> {
    return unpricedModels(this.dataSource, rangeOf(query), UNPRICED);
  }
}

function rangeOf({ start_date: start, end_date: end }: DateRangeDto): DayRange {
  return start || end ? parseDayRange(start ?? '', end ?? '') : lastDays(DAYS, new Date());
}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@tollgate/auth';
import { DataSource } from 'typeorm';
import {
  activityByDay,
  type GlobalActivity,
  type KeySpend,
  spendByKey,
  spendByModel,
  totalSpend,
} from '../reports/global-spend.js';
import { type DayRange, lastDays, parseDayRange } from '../reports/instants.js';
import { DateRangeDto, TopSpendDto } from './spend-query.dto.js';

/** These figures look back over so many UTC days, today included. */
const DAYS = 30;
const ENTRIES = 10;

/** Spend of everyone, for those who may see everything. */
@ApiTags('spend')
@Controller('global')
export class GlobalSpendController {
  constructor(private readonly dataSource: DataSource) {}

  @Get('spend')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Spend of the last 30 days, USD' })
  async total(): Promise<{ spend: number; max_budget: number | null }> {
    // No budget over everything is in force yet.
    return { spend: await totalSpend(this.dataSource, last30Days()), max_budget: null };
  }

  @Get('spend/keys')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Keys by spend of the last 30 days' })
  async keys(@Query() query: TopSpendDto): Promise<KeySpend[]> {
    return spendByKey(this.dataSource, last30Days(), query.limit ?? ENTRIES);
  }

  @Get('spend/models')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Models by spend of the last 30 days' })
  async models(@Query() query: TopSpendDto): Promise<{ model: string; total_spend: number }[]> {
    return spendByModel(this.dataSource, last30Days(), query.limit ?? ENTRIES);
  }

  @Get('activity')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Calls and tokens per day' })
  async activity(@Query() query: DateRangeDto): Promise<GlobalActivity> {
    const range =
      query.start_date || query.end_date
        ? parseDayRange(query.start_date ?? '', query.end_date ?? '')
        : last30Days();
    return activityByDay(this.dataSource, range);
  }
}

function last30Days(): DayRange {
  return lastDays(DAYS, new Date());
}

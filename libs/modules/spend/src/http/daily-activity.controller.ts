import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiError, type Caller, CurrentCaller } from '@tollgate/auth';
import { type DailyActivityPage } from '@tollgate/core';
import { DataSource } from 'typeorm';
import { dailyActivity } from '../reports/daily-activity.js';
import { type DayRange, parseDayRange } from '../reports/instants.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import { DailyActivityDto } from './spend-query.dto.js';

const DAYS_A_PAGE = 50;

/** What was used per day, with breakdowns by model, group, provider and key. */
@ApiTags('spend')
@Controller('user/daily/activity')
export class DailyActivityController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: SpendScopes,
  ) {}

  @Get()
  @Allow('self-key')
  @ApiOperation({ summary: 'Usage per UTC day, newest first, in pages of whole days' })
  async page(@Query() query: DailyActivityDto, @CurrentCaller() caller: Caller): Promise<DailyActivityPage> {
    const paging = { page: query.page ?? 1, pageSize: query.page_size ?? DAYS_A_PAGE };
    return this.read(query, paging, caller);
  }

  @Get('aggregated')
  @Allow('self-key')
  @ApiOperation({ summary: 'Usage per UTC day, the whole range at once' })
  async all(@Query() query: DailyActivityDto, @CurrentCaller() caller: Caller): Promise<DailyActivityPage> {
    return this.read(query, { page: 1, pageSize: Number.MAX_SAFE_INTEGER }, caller);
  }

  private async read(
    query: DailyActivityDto,
    paging: { page: number; pageSize: number },
    caller: Caller,
  ): Promise<DailyActivityPage> {
    const { model, api_key: apiKey } = query;
    return dailyActivity(
      this.dataSource,
      { range: rangeOf(query), model, apiKey, ...paging },
      await this.scopes.of(caller, '/team/daily/activity'),
    );
  }
}

function rangeOf(query: DailyActivityDto): DayRange {
  if (query.start_date && query.end_date) return parseDayRange(query.start_date, query.end_date);
  throw new ApiError({
    class: 'BadRequestError',
    message: 'Please provide start_date and end_date, as YYYY-MM-DD.',
    param: query.start_date ? 'end_date' : 'start_date',
  });
}

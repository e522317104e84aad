import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller } from '@tollgate/auth';
import { type DailyActivityPage } from '@tollgate/core';
import { DataSource } from 'typeorm';
import { dailyActivity } from '../reports/daily-activity.js';
import { requiredRange } from '../reports/instants.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import { UserActivityDto } from './spend-query.dto.js';

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
  async page(@Query() query: UserActivityDto, @CurrentCaller() caller: Caller): Promise<DailyActivityPage> {
    const paging = { page: query.page ?? 1, pageSize: query.page_size ?? DAYS_A_PAGE };
    return this.read(query, paging, caller);
  }

  @Get('aggregated')
  @Allow('self-key')
  @ApiOperation({ summary: 'Usage per UTC day, the whole range at once' })
  async all(@Query() query: UserActivityDto, @CurrentCaller() caller: Caller): Promise<DailyActivityPage> {
    return this.read(query, { page: 1, pageSize: Number.MAX_SAFE_INTEGER }, caller);
  }

  private async read(
    query: UserActivityDto,
    paging: { page: number; pageSize: number },
    caller: Caller,
  ): Promise<DailyActivityPage> {
    const { model, api_key: apiKey } = query;
    const entities = query.entities ? ({ kind: query.entities, only: [], except: [] } as const) : null;
    return dailyActivity(
      this.dataSource,
      { range: requiredRange(query), model, apiKey, entities, ...paging },
      await this.scopes.of(caller, '/team/daily/activity'),
    );
  }
}

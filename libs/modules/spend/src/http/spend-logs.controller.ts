import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiError, type Caller, CurrentCaller } from '@tollgate/auth';
import { type CallDetails, type RoutingDecision, type SpendLogPage, type SpendLogRow } from '@tollgate/core';
import { RoutingTableStore } from '@tollgate/models';
import { type Response } from 'express';
import { DataSource } from 'typeorm';
import { callDetails } from '../reports/call-details.js';
import { findCall } from '../reports/charged-call.js';
import { parseDayRange } from '../reports/instants.js';
import { listLog, type LogSelection } from '../reports/log-list.js';
import { searchLog } from '../reports/log-search.js';
import { routingDecision } from '../reports/routing-decision.js';
import { spendByDay } from '../reports/spend-by-day.js';
import { toSpendLogRow } from '../reports/spend-log-row.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import { sendJsonArray } from './json-array-reply.js';
import { ListLogDto, SearchLogDto } from './spend-query.dto.js';

const REQUEST_ID_MAX = 256;

/** The spend log: one row a call. Admins see all rows, others those of `SpendScopes`. */
@ApiTags('spend')
@Controller('spend/logs')
export class SpendLogsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: SpendScopes,
    private readonly tables: RoutingTableStore,
  ) {}

  @Get()
  @Allow('self-key')
  @ApiOperation({ summary: 'Calls, newest first; with both dates, spend per day unless summarize=false' })
  @ApiOkResponse({ description: 'A JSON array of rows or of days; rows are streamed' })
  async list(
    @Query() query: ListLogDto,
    @CurrentCaller() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const selection = selectionOf(query);
    const { range } = selection;
    const scope = await this.scopes.of(caller);
    if (range !== null && query.summarize !== 'false') {
      response.json(await spendByDay(this.dataSource, { ...selection, range }, scope));
      return;
    }
    await sendJsonArray(response, listLog(this.dataSource, selection, scope));
  }

  @Get(['v2', 'ui'])
  @Allow('self-key')
  @ApiOperation({ summary: 'One page of calls: filters, sorting, pages by number or by cursor' })
  async search(@Query() query: SearchLogDto, @CurrentCaller() caller: Caller): Promise<SpendLogPage> {
    return searchLog(this.dataSource, query, await this.scopes.of(caller));
  }

  @Get('ui/:request_id')
  @Allow('self-key')
  @ApiOperation({ summary: 'One call, by its row id, the id of its reply or its call id' })
  async one(@Param('request_id') requestId: string, @CurrentCaller() caller: Caller): Promise<SpendLogRow> {
    const scope = await this.scopes.of(caller);
    return toSpendLogRow(await findCall(this.dataSource, requestId.slice(0, REQUEST_ID_MAX), scope));
  }

  @Get('session/ui')
  @Allow('self-key')
  @ApiOperation({ summary: 'The calls of a session, in pages like /spend/logs/v2' })
  async session(@Query() query: SearchLogDto, @CurrentCaller() caller: Caller): Promise<SpendLogPage> {
    if (query.session_id) return searchLog(this.dataSource, query, await this.scopes.of(caller));
    const message = 'session_id is missing.';
    throw new ApiError({ class: 'BadRequestError', message, param: 'session_id' });
  }

  @Get('detail/:request_id')
  @Allow('self-key')
  @ApiOperation({
    summary: 'One call: its row, why it went where it went, why it cost what it cost, why it failed',
  })
  async details(
    @Param('request_id') requestId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<CallDetails> {
    const scope = await this.scopes.of(caller);
    return callDetails(this.dataSource, this.tables, requestId.slice(0, REQUEST_ID_MAX), scope);
  }

  @Get('routing/:request_id')
  @Allow('self-key')
  @ApiOperation({
    summary: 'Why a call went where it went: who was left out, each attempt, its outcome and its time',
  })
  async routing(
    @Param('request_id') requestId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<RoutingDecision> {
    return routingDecision(await this.one(requestId, caller));
  }
}

/** Empty texts count as absent, as dashboards send them. */
function selectionOf(query: ListLogDto): LogSelection {
  return {
    range: rangeOf(query),
    apiKey: query.api_key || undefined,
    requestId: query.request_id || undefined,
    userId: query.user_id || undefined,
  };
}

function rangeOf(query: ListLogDto): LogSelection['range'] {
  if (query.start_date && query.end_date) return parseDayRange(query.start_date, query.end_date);
  if (!query.start_date && !query.end_date) return null;
  const param = query.start_date ? 'end_date' : 'start_date';
  throw new ApiError({
    class: 'BadRequestError',
    message: `${param} is missing: give both dates or none.`,
    param,
  });
}

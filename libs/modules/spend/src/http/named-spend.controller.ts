import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller } from '@tollgate/auth';
import { DataSource } from 'typeorm';
import { type DayRange, lastDays, parseDayRange } from '../reports/instants.js';
import { keyHashOf } from '../reports/log-filter.js';
import { type NamedKind, type NamedSelection, spendByName } from '../reports/named-spend.js';
import { EVERYTHING } from '../scope/spend-scope.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import { NamedSpendDto } from './spend-query.dto.js';

/** Without dates these look back over so many UTC days, today included. */
const DAYS = 30;
const ENTRIES = 1_000;
const TOP = 100;

/** Spend by what calls named: tags and customers. */
@ApiTags('spend')
@Controller()
export class NamedSpendController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: SpendScopes,
  ) {}

  @Get('spend/tags')
  @Allow('self-key')
  @ApiOperation({ summary: 'Tags by spend: of all calls to admins, to others of those they may see' })
  async tags(
    @Query() query: NamedSpendDto,
    @CurrentCaller() caller: Caller,
  ): Promise<{ individual_request_tag: string; log_count: number; total_spend: number }[]> {
    const found = await spendByName(
      this.dataSource,
      'tag',
      selectionOf(query, ENTRIES),
      await this.scopes.of(caller),
    );
    return found.map(({ name, calls, spend }) => ({
      ...{ individual_request_tag: name, log_count: calls, total_spend: spend },
    }));
  }

  @Get('global/spend/tags')
  @Allow('admin-read')
  @ApiOperation({ summary: "Tags by spend, of everyone's calls" })
  async allTags(
    @Query() query: NamedSpendDto,
  ): Promise<{ spend_per_tag: { name: string; spend: number; log_count: number }[] }> {
    const found = await this.everyones('tag', selectionOf(query, ENTRIES));
    return {
      spend_per_tag: found.map(({ name, calls, spend }) => ({ name, spend, log_count: calls })),
    };
  }

  @Get('global/spend/all_tag_names')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Tags of the last 30 days' })
  async tagNames(): Promise<{ tag_names: string[] }> {
    const found = await this.everyones('tag', selectionOf({}, ENTRIES));
    return { tag_names: found.map(({ name }) => name).sort() };
  }

  @Post('global/spend/end_users')
  @HttpCode(200)
  @Allow('admin-read')
  @ApiOperation({ summary: 'Customers by spend' })
  async customers(
    @Query() query: NamedSpendDto,
  ): Promise<{ end_user: string; total_count: number; total_spend: number }[]> {
    const found = await this.everyones('customer', selectionOf(query, TOP));
    return found.map(({ name, calls, spend }) => ({
      ...{ end_user: name, total_count: calls, total_spend: spend },
    }));
  }

  @Get('global/all_end_users')
  @Allow('admin-read')
  @ApiOperation({ summary: 'Customers of the last 30 days' })
  async customerNames(): Promise<{ end_users: string[] }> {
    const found = await this.everyones('customer', selectionOf({}, ENTRIES));
    return { end_users: found.map(({ name }) => name).sort() };
  }

  private everyones(kind: NamedKind, selection: NamedSelection) {
    return spendByName(this.dataSource, kind, selection, EVERYTHING);
  }
}

function selectionOf(query: NamedSpendDto, limit: number): NamedSelection {
  return {
    range: rangeOf(query),
    names: query.tags ? query.tags.split(',').map((name) => name.trim()) : null,
    keyHash: query.api_key ? keyHashOf(query.api_key) : null,
    limit,
  };
}

function rangeOf({ start_date: start, end_date: end }: NamedSpendDto): DayRange {
  return start || end ? parseDayRange(start ?? '', end ?? '') : lastDays(DAYS, new Date());
}

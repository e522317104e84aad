import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  type CallStatus,
  SPEND_LOG_SORT_FIELDS,
  type SpendLogQuery,
  type SpendLogSortField,
} from '@tollgate/core';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PAGE_SIZE_MAX } from '../reports/log-search.js';

const TEXT_MAX = 512;
const INT_MAX = 1_000_000;

/** Optional text of a query, bounded. */
export function QueryText(description: string): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ description, maxLength: TEXT_MAX })(target, property);
    MaxLength(TEXT_MAX)(target, property);
    IsString()(target, property);
    IsOptional()(target, property);
  };
}

/** Optional whole number of a query, from 1 to `max`. */
function QueryCount(description: string, max: number): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ description, minimum: 1, maximum: max, type: 'integer' })(target, property);
    Max(max)(target, property);
    Min(1)(target, property);
    IsInt()(target, property);
    IsOptional()(target, property);
  };
}

/** Query of GET /spend/logs. */
export class ListLogDto {
  @QueryText('First day, YYYY-MM-DD (UTC)') start_date?: string;
  @QueryText('Last day, included') end_date?: string;
  @QueryText('A key (`sk-…`) or its hash') api_key?: string;
  @QueryText('Id of a reply or of a call') request_id?: string;
  @QueryText('Only calls of this user') user_id?: string;
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: 'With both dates: one object a day (default) or rows',
  })
  @IsIn(['true', 'false'])
  @IsOptional()
  summarize?: string;
}

/** Query of GET /spend/logs/v2. */
export class SearchLogDto implements SpendLogQuery {
  @QueryText('`YYYY-MM-DD HH:MM:SS` (UTC) or ISO 8601') start_date?: string;
  @QueryText('`YYYY-MM-DD HH:MM:SS` (UTC) or ISO 8601') end_date?: string;
  @QueryText('A key (`sk-…`) or its hash') api_key?: string;
  @QueryText('Alias the key had at the call') key_alias?: string;
  @QueryText('Id of a reply or of a call') request_id?: string;
  @QueryText('`session_id` of the metadata') session_id?: string;
  @QueryText('User') user_id?: string;
  @QueryText('Team') team_id?: string;
  @QueryText('Customer') end_user?: string;
  @QueryText('Model that was sent upstream, or its public name') model?: string;
  @QueryText('Public name of the model') model_group?: string;
  @QueryText('Deployment') model_id?: string;
  @ApiPropertyOptional({ enum: ['success', 'failure', 'cancelled'] })
  @IsIn(['success', 'failure', 'cancelled'])
  @IsOptional()
  status_filter?: CallStatus;
  @QueryText('HTTP status, or class of the failure') error_code?: string;
  @QueryText("Part of the failure's text") error_message?: string;
  @ApiPropertyOptional({ description: 'USD' }) @Min(0) @IsNumber() @IsOptional() min_spend?: number;
  @ApiPropertyOptional({ description: 'USD' }) @Min(0) @IsNumber() @IsOptional() max_spend?: number;
  @QueryCount('Page', INT_MAX) page?: number;
  @QueryCount('Rows a page, 50 unless told', PAGE_SIZE_MAX) page_size?: number;
  @ApiPropertyOptional({ enum: SPEND_LOG_SORT_FIELDS })
  @IsIn(SPEND_LOG_SORT_FIELDS)
  @IsOptional()
  sort_by?: SpendLogSortField;
  @ApiPropertyOptional({ enum: ['asc', 'desc'] }) @IsIn(['asc', 'desc']) @IsOptional() sort_order?:
    'asc' | 'desc';
  @QueryText('`next_cursor` of the last reply, instead of a page') cursor?: string;
}

/** What the queries of daily activity share. */
export class DailyActivityDto {
  @QueryText('First day, YYYY-MM-DD (UTC); required') start_date?: string;
  @QueryText('Last day, included; required') end_date?: string;
  @QueryText('Model that was sent upstream, or its public name') model?: string;
  @QueryText('A key (`sk-…`) or its hash') api_key?: string;
  @QueryCount('Page', INT_MAX) page?: number;
  @QueryCount('Days a page', 1_000) page_size?: number;
}

/** Query of GET /user/daily/activity. */
export class UserActivityDto extends DailyActivityDto {
  @ApiPropertyOptional({ enum: ['user'], description: 'Ours: a breakdown by user as well' })
  @IsIn(['user'])
  @IsOptional()
  entities?: 'user';
}

/** Query of the lists below /global/spend. */
export class TopSpendDto {
  @QueryCount('Entries at most', 1_000) limit?: number;
}

/** Query of GET /global/activity. */
export class DateRangeDto {
  @QueryText('First day, YYYY-MM-DD (UTC); 30 days ago unless told') start_date?: string;
  @QueryText('Last day, included; today unless told') end_date?: string;
}

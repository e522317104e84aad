import { ApiOptionalFlag, QueryFlag } from '@tollgate/auth';
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
/** A day. */
const DURATION_MAX = 86_400_000;

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

/** Optional milliseconds of a query. */
function QueryDuration(description: string): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ description, minimum: 0, type: 'integer' })(target, property);
    Max(DURATION_MAX)(target, property);
    Min(0)(target, property);
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
  @QueryText('Organization') organization_id?: string;
  @QueryText('Provider') provider?: string;
  @QueryText('One of its tags') tag?: string;
  @QueryText('Class of the failure') error_class?: string;
  @QueryDuration('Milliseconds it took, at least') min_duration_ms?: number;
  @QueryDuration('Milliseconds it took, at most') max_duration_ms?: number;
  @ApiOptionalFlag('Only calls without a known price') @QueryFlag() unpriced?: boolean;
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

/** Query of GET /spend/logs/tail. */
export class TailLogDto extends SearchLogDto {
  @QueryCount('Ends after so many seconds, 300 unless told', 300) seconds?: number;
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

/** Query of GET /global/spend/logs. */
export class KeySpendDto {
  @QueryText('A key (`sk-…`) or its hash') api_key?: string;
}

/** Query of GET /global/activity/exceptions. */
export class ExceptionsDto extends DateRangeDto {
  @QueryText('Public name of a model') model_group?: string;
}

/** Query of the reports by tag and by customer. */
export class NamedSpendDto extends DateRangeDto {
  @QueryText('Only these, with commas between them') tags?: string;
  @QueryText('A key (`sk-…`) or its hash') api_key?: string;
}

/** Query of GET /global/spend/report. */
export class SpendReportDto {
  @QueryText('First day, YYYY-MM-DD (UTC); required') start_date?: string;
  @QueryText('Last day, included; required') end_date?: string;
  @ApiPropertyOptional({ enum: ['team', 'customer', 'api_key'] })
  @IsIn(['team', 'customer', 'api_key'])
  @IsOptional()
  group_by?: 'team' | 'customer' | 'api_key';
  @QueryText('A key (`sk-…`) or its hash') api_key?: string;
  @QueryText('User') internal_user_id?: string;
  @QueryText('Team') team_id?: string;
  @QueryText('Customer') customer_id?: string;
}

import { Line } from '@tollgate/auth';
import {
  AUDIT_ACTIONS,
  AUDIT_SORT_FIELDS,
  type AuditAction,
  type AuditQuery,
  type AuditSortField,
  KEY_LIMITS,
} from '@tollgate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class AuditQueryDto implements AuditQuery {
  @Line(255, 'The name in `litellm-changed-by`, or else the user that acted.') changed_by?: string;
  @Line(KEY_LIMITS.keyMax, 'The key that acted, or its hash.') changed_by_api_key?: string;
  @Line(20, `One of ${AUDIT_ACTIONS.join(', ')}.`) action?: AuditAction;
  @Line(100, 'Kind of the object, as LiteLLM names its table: `LiteLLM_TeamTable`.') table_name?: string;
  @Line(KEY_LIMITS.keyMax, 'Id of the object.') object_id?: string;
  @Line(40, 'From this day or instant on; without a zone UTC.') start_date?: string;
  @Line(40, 'To this day or instant, which is included.') end_date?: string;
  @Line(KEY_LIMITS.idMax, 'This team, and what is in it.') object_team_id?: string;
  @Line(KEY_LIMITS.keyMax, 'This key, or its hash.') object_key_hash?: string;
  @Line(20, `One of ${AUDIT_SORT_FIELDS.join(', ')}.`) sort_by?: AuditSortField;
  @Line(4, 'asc or desc; desc unless it says so.') sort_order?: 'asc' | 'desc';
  @Line(100, 'Kind of the object: `virtual_key`, `team`, `user` …') object_type?: string;
  @Line(KEY_LIMITS.idMax, 'The user that acted, whatever `litellm-changed-by` says.') user_id?: string;
  @Line(80, 'The `next_cursor` of the page before.') cursor?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1 })
  page?: number;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 10 })
  page_size?: number;
}

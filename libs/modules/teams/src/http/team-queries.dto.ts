import { Line } from '@tollgate/auth';
import { KEY_LIMITS, TEAM_SORT_FIELDS, type TeamPageQuery, type TeamSortField } from '@tollgate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class TeamQueryDto {
  @Line(KEY_LIMITS.idMax, 'Id of the team; without it, the team of the calling key.') team_id?: string;
}

export class TeamListQueryDto {
  @Line(KEY_LIMITS.idMax, 'Teams of this user.') user_id?: string;
  @Line(KEY_LIMITS.idMax, 'Teams of this organization; `default_organization`: of none.')
  organization_id?: string;
}

export class TeamPageQueryDto extends TeamListQueryDto implements TeamPageQuery {
  @Line(KEY_LIMITS.idMax, 'Exactly this team.') team_id?: string;
  @Line(KEY_LIMITS.aliasMax, 'Part of the alias.') team_alias?: string;
  @Line(KEY_LIMITS.aliasMax, 'Part of the alias, or the id.') search?: string;
  @Line(20, 'deleted: teams that are gone, for admins.') status?: 'deleted';
  @Line(20, `One of ${TEAM_SORT_FIELDS.join(', ')}.`) sort_by?: TeamSortField;
  @Line(4, 'asc or desc.') sort_order?: 'asc' | 'desc';

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

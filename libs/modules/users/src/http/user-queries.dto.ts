import { Line } from '@tollgate/auth';
import { KEY_LIMITS, USER_SORT_FIELDS, type UserPageQuery, type UserSortField } from '@tollgate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class UserQueryDto {
  @Line(KEY_LIMITS.idMax, 'Id of the user; without it, the caller.') user_id?: string;
}

export class UserPageQueryDto implements UserPageQuery {
  @Line(40, 'Exactly this role.') role?: string;
  @Line(4_000, 'Ids, separated by commas; a single one matches as a part.') user_ids?: string;
  @Line(4_000, 'Ids at the single sign-on provider, separated by commas.') sso_user_ids?: string;
  @Line(254, 'Part of the address.') user_email?: string;
  @Line(KEY_LIMITS.idMax, 'Members of this team.') team?: string;
  @Line(4_000, 'Members of these organizations, separated by commas.') organization_ids?: string;
  @Line(20, `One of ${USER_SORT_FIELDS.join(', ')}.`) sort_by?: UserSortField;
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
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 25 })
  page_size?: number;
}

export class UserFilterQueryDto {
  @Line(KEY_LIMITS.idMax, 'Part of the id.') user_id?: string;
  @Line(254, 'Part of the address.') user_email?: string;

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
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 25 })
  page_size?: number;
}

export class InvitationQueryDto {
  @Line(KEY_LIMITS.idMax, 'The invitation.') invitation_id?: string;
}

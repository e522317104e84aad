import {
  Count,
  Dollars,
  DurationText,
  Flag,
  JsonMap,
  Line,
  Lines,
  Required,
  RequiredLines,
  TextMap,
} from '@tollgate/auth';
import {
  type AddManyTeamMembersRequest,
  type AddTeamMembersRequest,
  type DeleteTeamsRequest,
  KEY_LIMITS,
  type NamedTeamMemberRequest,
  type NamedTeamRequest,
  type NewTeamRequest,
  TEAM_ROLES,
  type TeamFields,
  type TeamMemberInput,
  type TeamModelsRequest,
  type TeamPermissionsOfManyRequest,
  type TeamPermissionsRequest,
  type TeamRole,
  type UpdateTeamMemberRequest,
  type UpdateTeamRequest,
} from '@tollgate/core';
import { SpenderFieldsDto } from '@tollgate/organizations';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsOptional,
  ValidateNested,
} from 'class-validator';

const NAMES = { items: KEY_LIMITS.modelsMax, length: KEY_LIMITS.modelNameMax };
const IDS = { items: 1_000, length: KEY_LIMITS.idMax };
const ROUTES = { items: 100, length: 128 };
const MEMBERS_MAX = 1_000;
const STORED = 'Stored; without effect yet.';

export class TeamMemberDto implements TeamMemberInput {
  @IsDefined({ message: 'role is required: admin or user' })
  @IsIn([...TEAM_ROLES])
  @ApiProperty({ enum: TEAM_ROLES })
  role!: TeamRole;
  @Line(KEY_LIMITS.idMax, 'Id of the user; one that does not exist yet is made.') user_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'E-mail address, instead of the id or with it.') user_email?: string | null;
}

/** Fields that making and changing a team share. */
export class TeamFieldsDto extends SpenderFieldsDto implements TeamFields {
  @Line(KEY_LIMITS.aliasMax, 'A name.') team_alias?: string | null;
  @Line(KEY_LIMITS.idMax, 'Organization the team is in.') organization_id?: string | null;
  @Flag('The keys of a blocked team are refused.') blocked?: boolean | null;
  @Lines(ROUTES, "Routes plain members may use on the team's keys.") team_member_permissions?:
    string[] | null;
  @Lines(NAMES, STORED) default_team_member_models?: string[] | null;
  @TextMap('Asked model name → name to use instead, for keys of the team.')
  model_aliases?: Record<string, string> | null;
  @JsonMap(STORED) router_settings?: Record<string, unknown> | null;
  @Lines(ROUTES, STORED) access_group_ids?: string[] | null;
  @Lines(ROUTES, STORED) policies?: string[] | null;
  @Dollars('Spend limit of each member that has none of its own.') team_member_budget?: number | null;
  @DurationText({ never: false }, 'How often spend of members counts from zero again.')
  team_member_budget_duration?: string | null;
  @Count('Tokens a minute of each member.') team_member_tpm_limit?: number | null;
  @Count('Requests a minute of each member.') team_member_rpm_limit?: number | null;
}

export class NewTeamDto extends TeamFieldsDto implements NewTeamRequest {
  @Line(KEY_LIMITS.idMax, 'An id of your choice; else one is made.') team_id?: string | null;
  @Lines(IDS, 'Ids of users who become admins.') admins?: string[] | null;
  @Lines(IDS, 'Ids of users who become members.') members?: string[] | null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MEMBERS_MAX)
  @ValidateNested({ each: true })
  @Type(() => TeamMemberDto)
  @ApiPropertyOptional({ type: [TeamMemberDto] })
  members_with_roles?: TeamMemberDto[] | null;
}

export class NamedTeamDto implements NamedTeamRequest {
  @Required(KEY_LIMITS.idMax, 'Id of the team.') team_id!: string;
}

export class UpdateTeamDto extends TeamFieldsDto implements UpdateTeamRequest {
  @Required(KEY_LIMITS.idMax, 'Id of the team.') team_id!: string;
}

export class DeleteTeamsDto implements DeleteTeamsRequest {
  @ArrayMinSize(1)
  @RequiredLines(IDS, 'Ids of the teams.')
  team_ids!: string[];
}

/** Limits of a member of its own. */
export class MemberLimitsDto extends NamedTeamDto {
  @Dollars('Spend limit in the team, in US dollars.') max_budget_in_team?: number | null;
  @Count('Tokens a minute.') tpm_limit?: number | null;
  @Count('Requests a minute.') rpm_limit?: number | null;
  @Lines(NAMES, 'Models; empty: all of the team.') allowed_models?: string[] | null;
  @DurationText(
    { never: false },
    'How often spend of the member counts from zero again; else as the team says.',
  )
  budget_duration?: string | null;
}

export class AddTeamMembersDto extends MemberLimitsDto implements AddTeamMembersRequest {
  @IsDefined({ message: 'member is required: one, or a list' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MEMBERS_MAX)
  @ValidateNested({ each: true })
  @Transform(({ value }: { value: unknown }) => (value === null || Array.isArray(value) ? value : [value]))
  @Type(() => TeamMemberDto)
  @ApiProperty({ type: [TeamMemberDto], description: 'One member, or a list.' })
  member!: TeamMemberDto[];
}

export class AddManyTeamMembersDto extends NamedTeamDto implements AddManyTeamMembersRequest {
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MEMBERS_MAX)
  @ValidateNested({ each: true })
  @Type(() => TeamMemberDto)
  @ApiPropertyOptional({ type: [TeamMemberDto] })
  members?: TeamMemberDto[] | null;
  @Flag('Every user there is, instead of members; for proxy admins.') all_users?: boolean | null;
  @Dollars('Spend limit of each in the team, in US dollars.') max_budget_in_team?: number | null;
}

export class NamedTeamMemberDto extends NamedTeamDto implements NamedTeamMemberRequest {
  @Line(KEY_LIMITS.idMax, 'Id of the user.') user_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'E-mail address, instead of the id.') user_email?: string | null;
}

export class UpdateTeamMemberDto extends MemberLimitsDto implements UpdateTeamMemberRequest {
  @Line(KEY_LIMITS.idMax, 'Id of the user.') user_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'E-mail address, instead of the id.') user_email?: string | null;
  @IsOptional()
  @IsIn([...TEAM_ROLES])
  @ApiPropertyOptional({ enum: TEAM_ROLES })
  role?: TeamRole | null;
}

export class TeamModelsDto extends NamedTeamDto implements TeamModelsRequest {
  @ArrayMinSize(1)
  @RequiredLines(NAMES, 'Model names, wildcards or access groups.')
  models!: string[];
}

export class TeamPermissionsDto extends NamedTeamDto implements TeamPermissionsRequest {
  @RequiredLines(ROUTES, 'Routes; an empty list means the default.')
  team_member_permissions!: string[];
}

export class TeamPermissionsOfManyDto implements TeamPermissionsOfManyRequest {
  @ArrayMinSize(1)
  @RequiredLines(
    ROUTES,
    'Routes that members may use on keys of their team, besides those they may use already.',
  )
  permissions!: string[];
  @Lines(IDS, 'Ids of the teams; or else apply_to_all_teams.') team_ids?: string[] | null;
  @Flag('All teams there are.') apply_to_all_teams?: boolean | null;
}

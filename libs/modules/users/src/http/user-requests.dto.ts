import { DurationText, Flag, Line, Lines, OneOf, Required, RequiredLines, TextMap } from '@tollgate/auth';
import {
  type BulkUpdateUsersRequest,
  type ClaimInvitationRequest,
  type DeleteUsersRequest,
  isJsonObject,
  KEY_LIMITS,
  type NewUserRequest,
  PASSWORD_LIMITS,
  type Role,
  TEAM_ROLES,
  type TeamToJoin,
  type UpdateInvitationRequest,
  type UpdateUserRequest,
  USER_ROLES,
  type UserFields,
} from '@tollgate/core';
import { SpenderFieldsDto } from '@tollgate/organizations';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsOptional,
  registerDecorator,
  ValidateNested,
} from 'class-validator';

const IDS = { items: 1_000, length: KEY_LIMITS.idMax };
const BULK_MAX = 500;
const TAGS = { items: KEY_LIMITS.tagsMax, length: KEY_LIMITS.tagMax };

/** Fields that making and changing a user share. */
export class UserFieldsDto extends SpenderFieldsDto implements UserFields {
  @Line(254, 'E-mail address; unique without regard to case.') user_email?: string | null;
  @Line(KEY_LIMITS.aliasMax, 'A name.') user_alias?: string | null;
  @OneOf(USER_ROLES, 'What the user may do.') user_role?: Role | null;
  @Line(KEY_LIMITS.idMax, 'Id at the single sign-on provider; unique.') sso_user_id?: string | null;
  @Lines(TAGS, 'Stored; without effect yet.') allowed_cache_controls?: string[] | null;
  @Lines(TAGS, 'Stored; without effect yet.') policies?: string[] | null;
}

export class NewUserDto extends UserFieldsDto implements NewUserRequest {
  @Line(KEY_LIMITS.idMax, 'An id of your choice; else one is made.') user_id?: string | null;
  @TeamsToJoin() teams?: (string | TeamToJoin)[] | null;
  @Lines(IDS, 'Organizations to join.') organizations?: string[] | null;
  @Flag('Make a key for the user as well; true unless it says false.') auto_create_key?: boolean | null;
  @Line(KEY_LIMITS.aliasMax, 'Alias of that key.') key_alias?: string | null;
  @DurationText({ never: true }, 'Life of that key.') duration?: string | null;
  @TextMap('Model aliases of that key.') aliases?: Record<string, string>;
}

export class UpdateUserDto extends UserFieldsDto implements UpdateUserRequest {
  @Line(KEY_LIMITS.idMax, 'The user; or else user_email names him.') user_id?: string | null;
  @Line(PASSWORD_LIMITS.max, `A new password of at least ${PASSWORD_LIMITS.min} characters.`)
  password?: string | null;
}

export class BulkUpdateUsersDto implements BulkUpdateUsersRequest {
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(BULK_MAX)
  @ValidateNested({ each: true })
  @Type(() => UpdateUserDto)
  @ApiPropertyOptional({ type: [UpdateUserDto], description: 'Each with the changes it is to have.' })
  users?: UpdateUserDto[] | null;
  @Flag('The same changes to every user, instead of users.') all_users?: boolean | null;
  @IsOptional()
  @ValidateNested()
  @Type(() => UserFieldsDto)
  @ApiPropertyOptional({ type: UserFieldsDto })
  user_updates?: UserFieldsDto | null;
}

export class DeleteUsersDto implements DeleteUsersRequest {
  @ArrayMinSize(1)
  @RequiredLines(IDS, 'Ids of the users.')
  user_ids!: string[];
}

export class NewInvitationDto {
  @Required(KEY_LIMITS.idMax, 'The user to invite.') user_id!: string;
}

export class NamedInvitationDto {
  @Required(KEY_LIMITS.idMax, 'The invitation.') invitation_id!: string;
}

export class UpdateInvitationDto extends NamedInvitationDto implements UpdateInvitationRequest {
  @IsDefined({ message: 'is_accepted is required' })
  @IsBoolean()
  @ApiProperty({ type: Boolean, description: 'True: the link no longer works.' })
  is_accepted!: boolean;
}

export class ClaimInvitationDto implements ClaimInvitationRequest {
  @Required(KEY_LIMITS.idMax, 'Id of the invitation.') invitation_link!: string;
  @Line(KEY_LIMITS.idMax, 'The user it is for.') user_id?: string | null;
  @Required(PASSWORD_LIMITS.max, `At least ${PASSWORD_LIMITS.min} characters.`) password!: string;
}

/** Ids of teams, or objects with `team_id`, `max_budget_in_team`, `user_role`. */
function TeamsToJoin(): PropertyDecorator {
  return (target, name) => {
    IsOptional()(target, name);
    IsArray()(target, name);
    ArrayMaxSize(IDS.items)(target, name);
    ApiPropertyOptional({ type: 'array', items: {}, description: 'Ids of teams, or {team_id, user_role}.' })(
      target,
      name,
    );
    registerDecorator({
      name: 'areTeamsToJoin',
      target: target.constructor,
      propertyName: String(name),
      options: {
        message:
          'teams must be ids, or objects with team_id, and user_role and max_budget_in_team if you like',
      },
      validator: { validate: (value: unknown) => Array.isArray(value) && value.every(isTeamToJoin) },
    });
  };
}

function isTeamToJoin(value: unknown): boolean {
  if (typeof value === 'string') return isId(value);
  if (!isJsonObject(value) || !isId(value['team_id'])) return false;
  const { max_budget_in_team: budget, user_role: role } = value;
  const roles: readonly unknown[] = [undefined, ...TEAM_ROLES];
  const inRange = typeof budget === 'number' && budget >= 0 && budget <= KEY_LIMITS.budgetMax;
  return roles.includes(role) && (budget === undefined || budget === null || inRange);
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= IDS.length;
}

import { Dollars, Line, Required, RequiredLines } from '@tollgate/auth';
import {
  type AddOrganizationMembersRequest,
  type DeleteOrganizationsRequest,
  KEY_LIMITS,
  type NamedOrganizationMemberRequest,
  type NamedOrganizationsRequest,
  type NewOrganizationRequest,
  ORGANIZATION_ROLES,
  type OrganizationMemberInput,
  type OrganizationRole,
  type UpdateOrganizationMemberRequest,
  type UpdateOrganizationRequest,
} from '@tollgate/core';
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
import { SpenderFieldsDto } from '../spender/spender-fields.dto.js';

const IDS = { items: 1_000, length: KEY_LIMITS.idMax };

export class NewOrganizationDto extends SpenderFieldsDto implements NewOrganizationRequest {
  @Required(KEY_LIMITS.aliasMax, 'A name.') organization_alias!: string;
  @Line(KEY_LIMITS.idMax, 'An id of your choice; else one is made.') organization_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'Kept with the organization.') budget_id?: string | null;
}

export class UpdateOrganizationDto extends SpenderFieldsDto implements UpdateOrganizationRequest {
  @Required(KEY_LIMITS.idMax, 'Id of the organization.') organization_id!: string;
  @Line(KEY_LIMITS.aliasMax, 'A name.') organization_alias?: string | null;
  @Line(KEY_LIMITS.idMax, 'Kept with the organization.') budget_id?: string | null;
}

export class NamedOrganizationDto {
  @Required(KEY_LIMITS.idMax, 'Id of the organization.') organization_id!: string;
}

export class NamedOrganizationsDto implements NamedOrganizationsRequest {
  @RequiredLines(IDS, 'Ids of the organizations.')
  organizations!: string[];
}

export class DeleteOrganizationsDto implements DeleteOrganizationsRequest {
  @ArrayMinSize(1)
  @RequiredLines(IDS, 'Ids of the organizations.')
  organization_ids!: string[];
}

export class OrganizationMemberDto implements OrganizationMemberInput {
  @IsDefined({ message: `role is required: ${ORGANIZATION_ROLES.join(', ')}` })
  @IsIn([...ORGANIZATION_ROLES])
  @ApiProperty({ enum: ORGANIZATION_ROLES })
  role!: OrganizationRole;
  @Line(KEY_LIMITS.idMax, 'Id of the user; one that does not exist yet is made.') user_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'E-mail address, instead of the id or with it.') user_email?: string | null;
}

export class AddOrganizationMembersDto extends NamedOrganizationDto implements AddOrganizationMembersRequest {
  @IsDefined({ message: 'member is required: one, or a list' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(IDS.items)
  @ValidateNested({ each: true })
  @Transform(({ value }: { value: unknown }) => (value === null || Array.isArray(value) ? value : [value]))
  @Type(() => OrganizationMemberDto)
  @ApiProperty({ type: [OrganizationMemberDto], description: 'One member, or a list.' })
  member!: OrganizationMemberDto[];
  @Dollars('Stored; without effect yet.') max_budget_in_organization?: number | null;
}

export class NamedOrganizationMemberDto
  extends NamedOrganizationDto
  implements NamedOrganizationMemberRequest
{
  @Line(KEY_LIMITS.idMax, 'Id of the user.') user_id?: string | null;
  @Line(KEY_LIMITS.idMax, 'E-mail address, instead of the id.') user_email?: string | null;
}

export class UpdateOrganizationMemberDto
  extends NamedOrganizationMemberDto
  implements UpdateOrganizationMemberRequest
{
  @IsOptional()
  @IsIn([...ORGANIZATION_ROLES])
  @ApiPropertyOptional({ enum: ORGANIZATION_ROLES })
  role?: OrganizationRole | null;
  @Dollars('Stored; without effect yet.') max_budget_in_organization?: number | null;
}

export class OrganizationListQueryDto {
  @Line(KEY_LIMITS.idMax, 'Exactly this organization.') org_id?: string;
  @Line(KEY_LIMITS.aliasMax, 'Part of the alias.') org_alias?: string;
}

import { Body, Controller, Delete, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import { type OrganizationMembershipView, type OrganizationView } from '@tollgate/core';
import { People } from '../ports/people.js';
import { OrganizationMembers } from '../use-cases/organization-members.js';
import {
  AddOrganizationMembersDto,
  NamedOrganizationMemberDto,
  UpdateOrganizationMemberDto,
} from './organization-requests.dto.js';
import { organizationMembershipViewOf, organizationViewOf } from './organization-view.js';

/** Who is in an organization, as what. Contract: management API §6.1. */
@ApiTags('organizations')
@ApiBearerAuth()
@Controller('organization')
@FailsInShape('B')
export class OrganizationMembersController {
  constructor(
    private readonly members: OrganizationMembers,
    private readonly people: People,
  ) {}

  @Post('member_add')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Add members; users that do not exist are made' })
  async add(@Body() body: AddOrganizationMembersDto, @CurrentActor() actor: Actor): Promise<object> {
    const added = orThrow(await this.members.add(body, actor, new Date()));
    const emails = await this.people.emailsOf(added.map(({ userId }) => userId));
    return {
      organization_id: body.organization_id,
      updated_users: added.map(({ userId }) => ({ user_id: userId, user_email: emails.get(userId) ?? null })),
      updated_organization_memberships: added.map(organizationMembershipViewOf),
    };
  }

  @Patch('member_update')
  @Allow('self-managed')
  @ApiOperation({ summary: "Change a member's role" })
  async update(
    @Body() body: UpdateOrganizationMemberDto,
    @CurrentActor() actor: Actor,
  ): Promise<OrganizationMembershipView> {
    return organizationMembershipViewOf(orThrow(await this.members.update(body, actor, new Date())));
  }

  @Delete('member_delete')
  @Allow('self-managed')
  @ApiOperation({ summary: 'Take a member out of an organization' })
  async remove(
    @Body() body: NamedOrganizationMemberDto,
    @CurrentActor() actor: Actor,
  ): Promise<OrganizationView & { members: OrganizationMembershipView[] }> {
    const { organization, members } = orThrow(await this.members.remove(body, actor, new Date()));
    return { ...organizationViewOf(organization), members: members.map(organizationMembershipViewOf) };
  }
}

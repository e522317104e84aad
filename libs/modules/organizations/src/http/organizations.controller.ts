import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Allow,
  type Caller,
  CurrentActor,
  CurrentCaller,
  FailsInShape,
  orThrow,
} from '@tollgate/auth';
import { INACTIVE_FIELDS_HEADER, type OrganizationDetails, type OrganizationView } from '@tollgate/core';
import { type Response } from 'express';
import { OrganizationTeams } from '../ports/organization-teams.js';
import { inactiveSpenderFieldsIn } from '../spender/spender-view.js';
import { CreateOrganization } from '../use-cases/create-organization.js';
import { DeleteOrganizations } from '../use-cases/delete-organizations.js';
import { type OrganizationWithMembers } from '../use-cases/organization-change.js';
import { ReadOrganizations } from '../use-cases/read-organizations.js';
import { UpdateOrganization } from '../use-cases/update-organization.js';
import {
  DeleteOrganizationsDto,
  NamedOrganizationDto,
  NamedOrganizationsDto,
  NewOrganizationDto,
  OrganizationListQueryDto,
  UpdateOrganizationDto,
} from './organization-requests.dto.js';
import { organizationDetailsOf, organizationViewOf } from './organization-view.js';

/** Organizations. Contract: management API §6.1. */
@ApiTags('organizations')
@ApiBearerAuth()
@Controller('organization')
@FailsInShape('B')
export class OrganizationsController {
  constructor(
    private readonly createOrganization: CreateOrganization,
    private readonly updateOrganization: UpdateOrganization,
    private readonly deleteOrganizations: DeleteOrganizations,
    private readonly readOrganizations: ReadOrganizations,
    private readonly teams: OrganizationTeams,
  ) {}

  @Post('new')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Make an organization' })
  async create(
    @Body() body: NewOrganizationDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrganizationView & { users: null }> {
    flagInactive(body, response);
    const organization = orThrow(await this.createOrganization.run(body, actor, new Date()));
    return { ...organizationViewOf(organization), users: null };
  }

  @Patch('update')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  async update(
    @Body() body: UpdateOrganizationDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrganizationDetails> {
    flagInactive(body, response);
    const changed = orThrow(await this.updateOrganization.run(body, actor, new Date()));
    return this.detailsOf(changed);
  }

  @Delete('delete')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete organizations with their teams, keys and memberships' })
  async delete(
    @Body() body: DeleteOrganizationsDto,
    @CurrentActor() actor: Actor,
  ): Promise<OrganizationView[]> {
    const deleted = orThrow(await this.deleteOrganizations.run(body.organization_ids, actor, new Date()));
    return deleted.map(organizationViewOf);
  }

  @Get('list')
  @Allow('self-key')
  @ApiOperation({
    summary: 'Organizations with their members and teams: all for admins, else those one is in',
  })
  async list(
    @Query() query: OrganizationListQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<OrganizationDetails[]> {
    const filter = { ids: query.org_id ? [query.org_id] : null, alias: query.org_alias || null };
    return this.detailsOfAll(await this.readOrganizations.list(filter, caller));
  }

  @Post('info')
  @HttpCode(200)
  @Allow('self-key')
  @ApiOperation({
    summary: 'Some organizations; those that do not exist for the caller are left out',
    deprecated: true,
  })
  async infoOfMany(
    @Body() body: NamedOrganizationsDto,
    @CurrentCaller() caller: Caller,
  ): Promise<OrganizationDetails[]> {
    const filter = { ids: body.organizations, alias: null };
    return this.detailsOfAll(await this.readOrganizations.list(filter, caller));
  }

  @Get('info')
  @Allow('self-key')
  @ApiOperation({ summary: 'One organization with its members and teams' })
  async info(
    @Query() query: NamedOrganizationDto,
    @CurrentCaller() caller: Caller,
  ): Promise<OrganizationDetails> {
    return this.detailsOf(orThrow(await this.readOrganizations.one(query.organization_id, caller)));
  }

  private async detailsOf(found: OrganizationWithMembers): Promise<OrganizationDetails> {
    const teams = await this.teams.of([found.organization.organizationId]);
    return organizationDetailsOf(found, teams);
  }

  private async detailsOfAll(found: readonly OrganizationWithMembers[]): Promise<OrganizationDetails[]> {
    const teams = await this.teams.of(found.map(({ organization }) => organization.organizationId));
    return found.map((each) => organizationDetailsOf(each, teams));
  }
}

function flagInactive(body: object, response: Response): void {
  const fields = inactiveSpenderFieldsIn(body);
  if (fields.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, fields.join(','));
}

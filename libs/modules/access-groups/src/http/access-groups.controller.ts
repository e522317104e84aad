import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, FailsInShape, orThrow } from '@tollgate/auth';
import { type AccessGroupView, INACTIVE_FIELDS_HEADER } from '@tollgate/core';
import { inactiveFieldsIn } from '@tollgate/organizations';
import { type Response } from 'express';
import { type AccessGroup } from '../domain/access-group.js';
import { AccessGroupStore } from '../store/access-group-store.js';
import { AssignmentStore } from '../store/assignment-store.js';
import { ChangeAccessGroups } from '../use-cases/change-access-groups.js';
import { NewAccessGroupDto, UpdateAccessGroupDto } from './access-group-requests.dto.js';
import { accessGroupViewOf } from './access-group-view.js';

const LISTED_MAX = 10_000;
const INACTIVE = ['access_mcp_server_ids', 'access_agent_ids'] as const;

/** Groups of models for teams and keys. Contract: management API §6.5. */
@ApiTags('access groups')
@ApiBearerAuth()
@Controller(['v1/access_group', 'v1/unified_access_group'])
@FailsInShape('B')
export class AccessGroupsController {
  constructor(
    private readonly groups: ChangeAccessGroups,
    private readonly store: AccessGroupStore,
    private readonly assignments: AssignmentStore,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Make a group of models, for teams and keys' })
  async create(
    @Body() body: NewAccessGroupDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccessGroupView> {
    flagInactive(body, response);
    return accessGroupViewOf(orThrow(await this.groups.create(body, actor, new Date())));
  }

  @Get()
  @Allow('admin-read')
  @ApiOperation({ summary: 'Groups by name, at most 10,000' })
  async list(): Promise<AccessGroupView[]> {
    return this.viewsOf(await this.store.list(LISTED_MAX));
  }

  @Get(':access_group_id')
  @Allow('admin-read')
  @ApiOperation({ summary: 'One group' })
  async info(@Param('access_group_id') id: string): Promise<AccessGroupView> {
    const group = await this.store.findById(id);
    const [view] = group ? await this.viewsOf([group]) : [];
    if (view) return view;
    throw new ApiError({
      class: 'NotFoundError',
      message: 'Access group not found.',
      param: 'access_group_id',
    });
  }

  @Put(':access_group_id')
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Change the fields the body holds; lists are replaced as a whole' })
  async update(
    @Param('access_group_id') id: string,
    @Body() body: UpdateAccessGroupDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccessGroupView> {
    flagInactive(body, response);
    return accessGroupViewOf(orThrow(await this.groups.update(id, body, actor, new Date())));
  }

  @Delete(':access_group_id')
  @HttpCode(204)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Delete a group; who had it keeps models of its own' })
  async delete(@Param('access_group_id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    orThrow(await this.groups.delete(id, actor, new Date()));
  }

  private async viewsOf(groups: readonly AccessGroup[]): Promise<AccessGroupView[]> {
    const assigned = await this.assignments.of(groups.map(({ accessGroupId }) => accessGroupId));
    return groups.map((group) =>
      accessGroupViewOf({
        group,
        assigned: assigned.get(group.accessGroupId) ?? { teamIds: [], keyHashes: [] },
      }),
    );
  }
}

function flagInactive(body: object, response: Response): void {
  const fields = inactiveFieldsIn(body, INACTIVE);
  if (fields.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, fields.join(','));
}

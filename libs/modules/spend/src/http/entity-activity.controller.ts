import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiError, type Caller, CurrentCaller } from '@tollgate/auth';
import { type DailyActivityPage } from '@tollgate/core';
import { DataSource } from 'typeorm';
import { type ActivityEntityKind, type EntityChoice } from '../reports/activity-entities.js';
import { dailyActivity } from '../reports/daily-activity.js';
import { requiredRange } from '../reports/instants.js';
import { type ScopedTo } from '../scope/spend-scope.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import {
  CustomerActivityDto,
  type DailyActivityDto,
  OrganizationActivityDto,
  TagActivityDto,
  TeamActivityDto,
} from './entity-activity.dto.js';

const DAYS_A_PAGE = 10;
const IDS_MAX = 100;

/** What was used per day by teams, organizations, customers and tags: of what the caller may see. */
@ApiTags('spend')
@Controller()
export class EntityActivityController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: SpendScopes,
  ) {}

  @Get('team/daily/activity')
  @Allow('self-key')
  @ApiOperation({ summary: 'Usage per UTC day and team, newest first, in pages of whole days' })
  async teams(@Query() query: TeamActivityDto, @CurrentCaller() caller: Caller): Promise<DailyActivityPage> {
    return this.read('team', query, [query.team_ids, query.exclude_team_ids, 'team_ids'], caller);
  }

  @Get('organization/daily/activity')
  @Allow('self-key')
  @ApiOperation({ summary: 'Usage per UTC day and organization' })
  async organizations(
    @Query() query: OrganizationActivityDto,
    @CurrentCaller() caller: Caller,
  ): Promise<DailyActivityPage> {
    const ids = [query.organization_ids, query.exclude_organization_ids, 'organization_ids'] as const;
    return this.read('organization', query, ids, caller);
  }

  @Get(['customer/daily/activity', 'end_user/daily/activity'])
  @Allow('self-key')
  @ApiOperation({ summary: 'Usage per UTC day and customer' })
  async customers(
    @Query() query: CustomerActivityDto,
    @CurrentCaller() caller: Caller,
  ): Promise<DailyActivityPage> {
    const ids = [query.end_user_ids, query.exclude_end_user_ids, 'end_user_ids'] as const;
    return this.read('customer', query, ids, caller);
  }

  @Get('tag/daily/activity')
  @Allow('self-key')
  @ApiOperation({ summary: 'Usage per UTC day and tag; a call with several tags is in the entry of each' })
  async tags(@Query() query: TagActivityDto, @CurrentCaller() caller: Caller): Promise<DailyActivityPage> {
    return this.read('tag', query, [query.tags, query.exclude_tags, 'tags'], caller);
  }

  private async read(
    kind: ActivityEntityKind,
    query: DailyActivityDto,
    [only, except, param]: readonly [string | undefined, string | undefined, string],
    caller: Caller,
  ): Promise<DailyActivityPage> {
    const entities: EntityChoice = {
      kind,
      only: idsOf(only, param),
      except: idsOf(except, `exclude_${param}`),
    };
    const scope = await this.scopes.of(caller, '/team/daily/activity');
    if (scope.only) refuseForeign(entities, scope.only, param);
    const paging = { page: query.page ?? 1, pageSize: query.page_size ?? DAYS_A_PAGE };
    const { model, api_key: apiKey } = query;
    return dailyActivity(
      this.dataSource,
      { range: requiredRange(query), model, apiKey, entities, ...paging },
      scope,
    );
  }
}

/** `a,b` → both; empty texts are left out. */
function idsOf(text: string | undefined, param: string): string[] {
  const ids = (text ?? '').split(',').map((id) => id.trim());
  const given = ids.filter((id) => id !== '');
  if (given.length <= IDS_MAX) return given;
  throw new ApiError({ class: 'BadRequestError', message: `${param} takes ${IDS_MAX} ids at most.`, param });
}

/** What a caller may not see does not exist for it. Customers and tags are nobody's: their rows are scoped anyhow. */
function refuseForeign({ kind, only }: EntityChoice, scope: ScopedTo, param: string): void {
  const own = kind === 'team' ? scope.teamIds : kind === 'organization' ? scope.organizationIds : null;
  if (own === null || only.every((id) => own.includes(id))) return;
  throw new ApiError({ class: 'NotFoundError', message: `There is no such ${kind}.`, param });
}

import { Body, Controller, Get, Header, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Allow,
  ApiError,
  type Caller,
  CurrentActor,
  CurrentCaller,
  FailsInShape,
  orThrow,
} from '@tollgate/auth';
import {
  type BulkUpdatedKeys,
  type GeneratedKey,
  type KeyAliases,
  type KeyHealth,
  type KeyInfos,
} from '@tollgate/core';
import { type Response } from 'express';
import { BulkUpdateKeys } from '../use-cases/bulk-update-keys.js';
import { GenerateKey } from '../use-cases/generate-key.js';
import { KeyRights } from '../use-cases/key-rights.js';
import { ListKeys } from '../use-cases/list-keys.js';
import { ReadKey } from '../use-cases/read-key.js';
import { flagInactive } from './inactive-fields.js';
import { keyHealthOf } from './key-health.js';
import { GeneratedKeyDto } from './key-replies.dto.js';
import { BulkUpdateKeysDto, GenerateKeyDto, KeyAliasesQueryDto, KeyNamesDto } from './key-requests.dto.js';
import { generatedKeyOf, keyDetailsOf, keyWithBudgetOf } from './key-view.js';

/** Keys in numbers, keys of services, and what lists of keys show. Contract: management API §3.2–3.4. */
@ApiTags('keys')
@ApiBearerAuth()
@Controller()
export class KeyBulkController {
  constructor(
    private readonly generateKey: GenerateKey,
    private readonly bulkUpdate: BulkUpdateKeys,
    private readonly readKey: ReadKey,
    private readonly listKeys: ListKeys,
    private readonly rights: KeyRights,
  ) {}

  @Post('key/service-account/generate')
  @HttpCode(200)
  @Allow('self-managed')
  @FailsInShape('B')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Make a key that belongs to a team and to no user' })
  @ApiOkResponse({ type: GeneratedKeyDto })
  async generateForService(
    @Body() body: GenerateKeyDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GeneratedKey> {
    const request = { ...body, user_id: null };
    if (!request.team_id) throw noTeam('team_id is required for service account keys');
    orThrow(await this.rights.mayGenerate(request, actor.caller, '/key/service-account/generate'));
    if (!(await this.rights.hasTeam(request.team_id))) throw noTeam('no team has this team_id');
    const made = orThrow(await this.generateKey.run(request, actor, new Date()));
    flagInactive(body, response);
    return generatedKeyOf(made, body.duration ?? null);
  }

  @Post('key/bulk_update')
  @HttpCode(200)
  @Allow('proxy_admin')
  @FailsInShape('B')
  @ApiOperation({ summary: 'Change up to 500 keys, each on its own' })
  async updateMany(@Body() body: BulkUpdateKeysDto, @CurrentActor() actor: Actor): Promise<BulkUpdatedKeys> {
    const { updated, failed } = await this.bulkUpdate.run(body.keys, actor, new Date());
    return {
      total_requested: body.keys.length,
      successful_updates: updated.map(({ name, key }) => ({ key: name, key_info: keyDetailsOf(key) })),
      failed_updates: failed.map(({ name, reason }) => ({
        key: name,
        key_info: null,
        failed_reason: reason,
      })),
    };
  }

  @Post('v2/key/info')
  @HttpCode(200)
  @Allow('self-key')
  @ApiOperation({ summary: 'Some keys; those that do not exist, or are not for the caller, are left out' })
  async infoOfMany(@Body() body: KeyNamesDto, @CurrentCaller() caller: Caller): Promise<KeyInfos> {
    const named = await this.readKey.many(body.keys, caller);
    const budgets = await this.readKey.budgetsOf(named.map(({ key }) => key));
    return {
      key: named.map(({ name }) => name),
      info: named.map(({ key }) => keyWithBudgetOf(key, budgets.get(key.budgetId ?? ''))),
    };
  }

  @Get('key/aliases')
  @Allow('self-key')
  @ApiOperation({ summary: 'Aliases by page, in the order of the alphabet' })
  async aliases(@Query() query: KeyAliasesQueryDto, @CurrentCaller() caller: Caller): Promise<KeyAliases> {
    return orThrow(await this.listKeys.aliases(query, caller, new Date()));
  }

  @Post('key/health')
  @HttpCode(200)
  @Allow('self-key')
  @ApiOperation({ summary: 'Is the calling key in order, and what it is logged to?' })
  async health(@CurrentCaller() caller: Caller): Promise<KeyHealth> {
    const key = caller.via === 'key' ? await this.readKey.run(null, caller) : null;
    return keyHealthOf(key?.ok ? key.value : null);
  }
}

function noTeam(message: string): ApiError {
  return new ApiError({ class: 'BadRequestError', message, param: 'team_id' });
}

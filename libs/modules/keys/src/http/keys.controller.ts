import { Body, Controller, Get, Header, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  Allow,
  type Caller,
  CurrentActor,
  CurrentCaller,
  InvalidRequest,
  orThrow,
} from '@tollgate/auth';
import {
  type ChangedKey,
  type DeletedKeys,
  type GeneratedKey,
  type KeyHashList,
  type KeyInfo,
  type KeyList,
} from '@tollgate/core';
import { type Response } from 'express';
import { KeyRights } from '../use-cases/key-rights.js';
import { BlockKey } from '../use-cases/block-key.js';
import { DeleteKeys } from '../use-cases/delete-keys.js';
import { GenerateKey } from '../use-cases/generate-key.js';
import { type ListedKeys, ListKeys } from '../use-cases/list-keys.js';
import { ReadKey } from '../use-cases/read-key.js';
import { UpdateKey } from '../use-cases/update-key.js';
import { flagInactive } from './inactive-fields.js';
import {
  BlockKeyDto,
  DeleteKeysDto,
  GenerateKeyDto,
  KeyInfoQueryDto,
  KeyListQueryDto,
  UpdateKeyDto,
} from './key-requests.dto.js';
import { ChangedKeyDto, DeletedKeysDto, GeneratedKeyDto, KeyInfoDto, KeyListDto } from './key-replies.dto.js';
import { generatedKeyOf, keyDetailsOf, keyWithBudgetOf, listedKeyOf } from './key-view.js';

/** Virtual keys. Contract: management API §3. */
@ApiTags('keys')
@ApiBearerAuth()
@Controller('key')
export class KeysController {
  constructor(
    private readonly generateKey: GenerateKey,
    private readonly readKey: ReadKey,
    private readonly listKeys: ListKeys,
    private readonly updateKey: UpdateKey,
    private readonly deleteKeys: DeleteKeys,
    private readonly blockKey: BlockKey,
    private readonly rights: KeyRights,
  ) {}

  @Post('generate')
  @HttpCode(200)
  @Allow('self-managed')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Make a key; its secret is in this reply and never again' })
  @ApiOkResponse({ type: GeneratedKeyDto })
  async generate(
    @Body() body: GenerateKeyDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GeneratedKey> {
    orThrow(await this.rights.mayGenerate(body, actor.caller));
    const made = orThrow(await this.generateKey.run(body, actor, new Date()));
    flagInactive(body, response);
    return generatedKeyOf(made, body.duration ?? null);
  }

  @Get('info')
  @Allow('self-key')
  @ApiOperation({ summary: 'One key: any for admins, their own for others' })
  @ApiOkResponse({ type: KeyInfoDto })
  async info(@Query() query: KeyInfoQueryDto, @CurrentCaller() caller: Caller): Promise<KeyInfo> {
    const key = orThrow(await this.readKey.run(query.key ?? null, caller));
    const budgets = await this.readKey.budgetsOf([key]);
    const { token, ...info } = keyWithBudgetOf(key, budgets.get(key.budgetId ?? ''));
    return { key: query.key ?? token, info };
  }

  @Get('list')
  @Allow('self-key')
  @ApiOperation({ summary: 'Keys by page: hashes, or whole keys with return_full_object' })
  @ApiOkResponse({ type: KeyListDto })
  async list(
    @Query() query: KeyListQueryDto,
    @CurrentCaller() caller: Caller,
  ): Promise<KeyList | KeyHashList> {
    const listed = orThrow(await this.listKeys.run(query, caller, new Date()));
    const withUser = (query.expand ?? '').split(',').includes('user');
    const paging = pagingOf(listed);
    if (!query.return_full_object && !withUser)
      return { keys: listed.keys.map((key) => key.token), ...paging };
    return { keys: listed.keys.map((key) => listedKeyOf(key, withUser)), ...paging };
  }

  @Post('update')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Change the fields the body holds; null clears' })
  @ApiOkResponse({ type: ChangedKeyDto })
  async update(
    @Body() body: UpdateKeyDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ChangedKey> {
    orThrow(await this.rights.mayChange('/key/update', [body.key], actor.caller, body));
    const key = orThrow(await this.updateKey.run(body, actor, new Date()));
    flagInactive(body, response);
    return { ...keyDetailsOf(key), key: body.key };
  }

  @Post('delete')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Delete keys by key, hash or alias' })
  @ApiOkResponse({ type: DeletedKeysDto })
  async delete(@Body() body: DeleteKeysDto, @CurrentActor() actor: Actor): Promise<DeletedKeys> {
    if (!body.keys?.length && !body.key_aliases?.length)
      throw new InvalidRequest([
        { loc: ['body', 'keys'], msg: 'keys or key_aliases must name at least one key', type: 'missing' },
      ]);
    orThrow(await this.rights.mayDelete(body, actor.caller));
    return { deleted_keys: orThrow(await this.deleteKeys.run(body, actor, new Date())) };
  }

  @Post('block')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Stop a key' })
  @ApiOkResponse({ type: ChangedKeyDto })
  async block(@Body() body: BlockKeyDto, @CurrentActor() actor: Actor): Promise<ChangedKey> {
    const key = orThrow(await this.blockKey.run(body.key, true, actor, new Date()));
    return { ...keyDetailsOf(key), key: body.key };
  }

  @Post('unblock')
  @HttpCode(200)
  @Allow('proxy_admin')
  @ApiOperation({ summary: 'Let a stopped key go on' })
  @ApiOkResponse({ type: ChangedKeyDto })
  async unblock(@Body() body: BlockKeyDto, @CurrentActor() actor: Actor): Promise<ChangedKey> {
    const key = orThrow(await this.blockKey.run(body.key, false, actor, new Date()));
    return { ...keyDetailsOf(key), key: body.key };
  }
}

function pagingOf(listed: ListedKeys): Omit<KeyList, 'keys'> {
  return { total_count: listed.totalCount, current_page: listed.page, total_pages: listed.totalPages };
}

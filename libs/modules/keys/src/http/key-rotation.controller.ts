import { Body, Controller, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, ApiError, CurrentActor, InvalidRequest, orThrow } from '@tollgate/auth';
import { type GeneratedKey, type ResetKeySpend as ResetKeySpendReply, toUsdNumber } from '@tollgate/core';
import { type Response } from 'express';
import { KeyRights } from '../use-cases/key-rights.js';
import { RegenerateKey } from '../use-cases/regenerate-key.js';
import { ResetKeySpend } from '../use-cases/reset-key-spend.js';
import { flagInactive } from './inactive-fields.js';
import { GeneratedKeyDto } from './key-replies.dto.js';
import { KeyInfoQueryDto, RegenerateKeyDto, ResetKeySpendDto } from './key-requests.dto.js';
import { generatedKeyOf } from './key-view.js';

/** A key's next secret, and its spend set back. Contract: management API §3.3. */
@ApiTags('keys')
@ApiBearerAuth()
@Controller('key')
export class KeyRotationController {
  constructor(
    private readonly regenerateKey: RegenerateKey,
    private readonly resetKeySpend: ResetKeySpend,
    private readonly rights: KeyRights,
  ) {}

  @Post('regenerate')
  @HttpCode(200)
  @Allow('self-managed')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Give a key another secret; it is in this reply and never again' })
  @ApiOkResponse({ type: GeneratedKeyDto })
  regenerate(
    @Body() body: RegenerateKeyDto,
    @Query() query: KeyInfoQueryDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GeneratedKey> {
    const name = body.key ?? query.key;
    if (!name)
      throw new InvalidRequest([
        { loc: ['body', 'key'], msg: 'key is required: the key (sk-…) or its hash', type: 'missing' },
      ]);
    return this.rotate(name, body, actor, response);
  }

  @Post(':key/regenerate')
  @HttpCode(200)
  @Allow('self-managed')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The same, the key in the path' })
  @ApiOkResponse({ type: GeneratedKeyDto })
  regenerateNamed(
    @Param('key') name: string,
    @Body() body: RegenerateKeyDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GeneratedKey> {
    return this.rotate(name, body, actor, response);
  }

  @Post(':key/reset_spend')
  @HttpCode(200)
  @Allow('self-managed')
  @ApiOperation({ summary: 'Set the spend of a key back' })
  async resetSpend(
    @Param('key') name: string,
    @Body() body: ResetKeySpendDto,
    @CurrentActor() actor: Actor,
  ): Promise<ResetKeySpendReply> {
    orThrow(await this.rights.mayResetSpend(name, actor.caller));
    const { key, previousSpend } = orThrow(
      await this.resetKeySpend.run(name, body.reset_to, actor, new Date()),
    );
    return {
      key_hash: key.token,
      spend: toUsdNumber(key.spend),
      previous_spend: toUsdNumber(previousSpend),
      max_budget: key.maxBudget === null ? null : toUsdNumber(key.maxBudget),
      budget_reset_at: key.budgetResetAt && key.budgetResetAt.toISOString(),
    };
  }

  private async rotate(
    name: string,
    body: RegenerateKeyDto,
    actor: Actor,
    response: Response,
  ): Promise<GeneratedKey> {
    if (body.new_master_key) throw new ApiError(MASTER_KEY_IS_A_SETTING);
    const { key: _, ...changes } = body;
    orThrow(await this.rights.mayChange('/key/regenerate', [name], actor.caller, changes));
    const made = orThrow(await this.regenerateKey.run(name, body, actor, new Date()));
    flagInactive(body, response);
    return generatedKeyOf(made, body.duration ?? null);
  }
}

const MASTER_KEY_IS_A_SETTING = {
  class: 'BadRequestError',
  message:
    'The master key is a setting (TOLLGATE_MASTER_KEY): change it there and start again. Nothing is encrypted with it once TOLLGATE_SALT_KEY is set.',
  param: 'new_master_key',
} as const;

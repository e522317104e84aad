import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller } from '@tollgate/auth';
import { type KeyDetails } from '@tollgate/core';
import { keyDetailsOf, KeyStore } from '@tollgate/keys';
import { DataSource } from 'typeorm';
import { keysBySpend } from '../reports/keys-by-spend.js';
import { SpendScopes } from '../scope/spend-scopes.js';
import { TopSpendDto } from './spend-query.dto.js';

const ENTRIES = 1_000;

/** Keys by their spend in force. */
@ApiTags('spend')
@Controller('spend/keys')
export class KeySpendController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: KeyStore,
    private readonly scopes: SpendScopes,
  ) {}

  @Get()
  @Allow('self-key')
  @ApiOperation({ summary: 'Keys by spend, most first: all to admins, to others those they may see' })
  async list(@Query() query: TopSpendDto, @CurrentCaller() caller: Caller): Promise<KeyDetails[]> {
    const scope = await this.scopes.of(caller);
    const tokens = await keysBySpend(this.dataSource, scope, query.limit ?? ENTRIES);
    const keys = new Map((await this.keys.findByHashes(tokens)).map((key) => [key.token, key]));
    return tokens.flatMap((token) => keys.get(token) ?? []).map((key) => keyDetailsOf(key));
  }
}

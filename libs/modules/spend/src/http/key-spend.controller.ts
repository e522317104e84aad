import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, type Caller, CurrentCaller } from '@tollgate/auth';
import { type KeyDetails } from '@tollgate/core';
import { keyDetailsOf, KeyStore } from '@tollgate/keys';
import { scopeOf } from '../reports/spend-scope.js';
import { TopSpendDto } from './spend-query.dto.js';

const ENTRIES = 1_000;

/** Keys by their spend in force. */
@ApiTags('spend')
@Controller('spend/keys')
export class KeySpendController {
  constructor(private readonly keys: KeyStore) {}

  @Get()
  @Allow('self-key')
  @ApiOperation({ summary: 'Keys by spend, most first: all to admins, itself to a key' })
  async list(@Query() query: TopSpendDto, @CurrentCaller() caller: Caller): Promise<KeyDetails[]> {
    const { keyHash } = scopeOf(caller);
    const { keys } = await this.keys.page(
      { ...EVERY_KEY, token: keyHash, now: new Date() },
      { page: 1, size: query.limit ?? ENTRIES, sortBy: 'spend', descending: true },
    );
    return keys.map(keyDetailsOf);
  }
}

const EVERY_KEY = {
  token: null,
  userId: null,
  teamId: null,
  organizationId: null,
  projectId: null,
  agentId: null,
  accessGroupId: null,
  keyAlias: null,
  substring: false,
  search: null,
  state: null,
} as const;

import { Body, Controller, Header, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor, orThrow } from '@tollgate/auth';
import { INACTIVE_FIELDS_HEADER, type NewUser } from '@tollgate/core';
import { inactiveSpenderFieldsIn } from '@tollgate/organizations';
import { NewUserDto, userViewOf } from '@tollgate/users';
import { type Response } from 'express';
import { CreateUserWithKey } from '../use-cases/create-user-with-key.js';
import { generatedKeyOf } from './key-view.js';

/** Making users; here because a user gets a key at once. Contract: management API §5. */
@ApiTags('users')
@ApiBearerAuth()
@Controller('user')
export class NewUserController {
  constructor(private readonly createUser: CreateUserWithKey) {}

  @Post('new')
  @HttpCode(200)
  @Allow('self-managed')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Make a user, and a key for it; its secret is in this reply and never again' })
  async create(
    @Body() body: NewUserDto,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
  ): Promise<NewUser> {
    const { user, teams, key } = orThrow(await this.createUser.run(body, actor, new Date()));
    const inactive = inactiveSpenderFieldsIn(body);
    if (inactive.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, inactive.join(','));
    const view = userViewOf(user, teams);
    if (!key) return { ...view, ...NO_KEY };
    return { ...generatedKeyOf(key, body.duration ?? null), ...view };
  }
}

const NO_KEY = {
  key: '',
  token: null,
  token_id: null,
  key_name: null,
  key_alias: null,
  expires: null,
} as const;

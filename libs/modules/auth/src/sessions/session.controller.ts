import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Failure, SESSION_COOKIE } from '@tollgate/core';
import { type CookieOptions, type Request, type Response } from 'express';
import { AuthSettings } from '../auth-settings.js';
import { ApiError, InvalidRequest, orThrow } from '../failures/api-error.js';
import { Allow, Public } from '../permissions/allow.js';
import { SessionDto, SignInDto } from './session.dto.js';
import { csrfTokenOf, sessionTokenIn } from './session-token.js';
import { type Session, Sessions, type SignInCredentials } from './sessions.js';

/** Signing in and out of the dashboard. */
@ApiTags('dashboard session')
@Controller('ui/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly settings: AuthSettings,
  ) {}

  @Post()
  @HttpCode(200)
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Sign in with the master key, or as a user with a password; sets the session cookie',
  })
  @ApiOkResponse({ type: SessionDto })
  async signIn(
    @Body() body: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionDto> {
    const origin = { ip: request.ip ?? null, userAgent: request.headers['user-agent'] ?? null };
    const { token, session } = orThrow(await this.sessions.signIn(credentialsOf(body), origin));
    response.cookie(SESSION_COOKIE, token, { ...this.cookie(request), expires: session.expiresAt });
    return this.view(token, session);
  }

  @Get()
  @Public()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who is signed in; 401 when nobody is' })
  @ApiOkResponse({ type: SessionDto })
  async current(@Req() request: Request): Promise<SessionDto> {
    const token = sessionTokenIn(request.headers.cookie);
    const session = token === null ? null : await this.sessions.find(token);
    if (token === null || !session) throw new ApiError(NOBODY);
    return this.view(token, session);
  }

  @Delete()
  @HttpCode(204)
  @Allow('self-key')
  @ApiOperation({ summary: 'Sign out: ends the session on the server' })
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = sessionTokenIn(request.headers.cookie);
    if (token !== null) await this.sessions.end(token);
    response.clearCookie(SESSION_COOKIE, this.cookie(request));
  }

  private cookie(request: Request): CookieOptions {
    return {
      httpOnly: true,
      sameSite: 'strict',
      secure: this.settings.secureCookies || request.secure,
      // Every route exists with and without SERVER_ROOT_PATH.
      path: '/',
    };
  }

  private view(token: string, session: Session): SessionDto {
    return {
      user_id: session.userId,
      role: session.role,
      expires_at: session.expiresAt.toISOString(),
      csrf_token: csrfTokenOf(token),
      version: this.settings.version,
    };
  }
}

function credentialsOf({ key, user, password }: SignInDto): SignInCredentials {
  if (user !== undefined && password !== undefined) return { user, password };
  if (key !== undefined) return { key };
  const loc = ['body', user === undefined ? 'key' : 'password'];
  throw new InvalidRequest([{ loc, msg: 'key, or user and password, is required', type: 'missing' }]);
}

const NOBODY: Failure = {
  class: 'AuthenticationError',
  message: 'Nobody is signed in here.',
  param: null,
};

import { Injectable } from '@nestjs/common';
import { type Failure, CSRF_HEADER, type HeaderMap } from '@tollgate/core';
import { type Request } from 'express';
import { AuthSettings } from '../auth-settings.js';
import { type Caller } from '../callers/caller.js';
import { CallerKeys } from '../callers/caller-keys.js';
import { identifyKey } from '../callers/identify-key.js';
import { ApiError } from '../failures/api-error.js';
import { Sessions } from '../sessions/sessions.js';
import { isCsrfTokenOf, sessionTokenIn } from '../sessions/session-token.js';
import { isRouteAllowed } from './allowed-routes.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Establishes the caller of a request: a key in any of the known headers, else the dashboard's session cookie. */
@Injectable()
export class CallerReader {
  constructor(
    private readonly settings: AuthSettings,
    private readonly keys: CallerKeys,
    private readonly sessions: Sessions,
  ) {}

  /** Throws an ApiError when nobody valid calls. A key wins over a cookie, so a script in a browser is what it says. */
  async read(request: Request): Promise<Caller> {
    const headers: HeaderMap = request.headers;
    const identified = await identifyKey(headers, this.keys, {
      ownHeader: this.settings.keyHeader,
      now: Date.now(),
    });
    if (identified === null) return this.fromCookie(request);
    if (!identified.ok) throw new ApiError(identified.failure);
    const { key, caller } = identified.value;
    if (!isRouteAllowed(key.allowedRoutes, request.path))
      throw new ApiError({
        class: 'PermissionDeniedError',
        message: 'Virtual key is not allowed to call this route.',
        param: null,
        type: 'auth_error',
      });
    return caller;
  }

  private async fromCookie(request: Request): Promise<Caller> {
    const token = sessionTokenIn(request.headers.cookie);
    if (token === null) throw new ApiError(NO_KEY);
    const session = await this.sessions.find(token);
    if (!session) throw new ApiError(SIGNED_OUT);
    if (!READING.has(request.method) && !isCsrfTokenOf(token, request.headers[CSRF_HEADER]))
      throw new ApiError(NO_CSRF_TOKEN);
    return {
      role: session.role,
      userId: session.userId,
      teamId: null,
      keyHash: session.keyHash,
      via: 'session',
    };
  }
}

const NO_KEY: Failure = {
  class: 'AuthenticationError',
  message: 'Authentication Error, No api key passed in. Send `Authorization: Bearer sk-…`.',
  param: null,
};
const SIGNED_OUT: Failure = {
  class: 'AuthenticationError',
  message: 'Authentication Error, this session has ended. Sign in again.',
  param: null,
};
const NO_CSRF_TOKEN: Failure = {
  class: 'PermissionDeniedError',
  message: `A write with the session cookie needs the header ${CSRF_HEADER}; GET /ui/session tells its value.`,
  param: CSRF_HEADER,
};

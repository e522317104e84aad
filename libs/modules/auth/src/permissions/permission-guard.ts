import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { type Caller } from '../callers/caller.js';
import { factsOf } from '../callers/request-facts.js';
import { ApiError } from '../failures/api-error.js';
import { type ErrorShape } from '../failures/error-shape.js';
import { CallerReader } from './caller-reader.js';
import { ACCESS, type Access, ERROR_SHAPE } from './allow.js';
import { permits } from './permission.js';

/**
 * Stands before every route of the management API: finds out who calls and whether they may. A route without a
 * permission decorator is refused (and the application does not start with one, see RouteAudit).
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: CallerReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const places = [context.getHandler(), context.getClass()];
    const facts = factsOf(request);
    facts.shape = this.reflector.getAllAndOverride<ErrorShape | undefined>(ERROR_SHAPE, places) ?? 'A';
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access === 'public') return true;
    const caller = await this.callers.read(request);
    if (!access || !permits(caller, access)) throw refusal(request, caller);
    facts.caller = caller;
    return true;
  }
}

function refusal(request: Request, caller: Caller): ApiError {
  return new ApiError({
    class: 'AuthenticationError',
    message:
      'Authentication Error, Only proxy admin can be used to generate, delete, update or read what this route serves. ' +
      `Route=${request.path.slice(0, 200)}, your role=${caller.role}.`,
    param: null,
  });
}

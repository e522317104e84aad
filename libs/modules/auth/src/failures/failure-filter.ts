import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type ErrorClass, type Failure } from '@tollgate/core';
import { isUnavailable } from '@tollgate/database';
import { type Request, type Response } from 'express';
import { DataSource } from 'typeorm';
import { factsOf } from '../callers/request-facts.js';
import { ApiError, InvalidRequest } from './api-error.js';
import { type FailureReply, type ErrorShape, replyOf, validationReply } from './error-shape.js';

/**
 * Turns whatever was thrown into a reply in the route's shape. What is not a known failure becomes a 500 with the
 * request id only; the error itself goes to the log.
 */
@Catch()
export class FailureFilter implements ExceptionFilter {
  private readonly logger = new Logger('ManagementApi');

  constructor(private readonly dataSource: DataSource) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { requestId, shape } = factsOf(request);
    const reply = this.replyTo(error, shape, requestId);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.setHeader('x-request-id', requestId);
    if (reply.retryAfterSeconds !== null) response.setHeader('retry-after', String(reply.retryAfterSeconds));
    response.status(reply.status).json(reply.body);
  }

  private replyTo(error: unknown, shape: ErrorShape, requestId: string): FailureReply {
    if (error instanceof ApiError) return replyOf(error.failure, shape);
    if (error instanceof InvalidRequest) return validationReply(error.issues);
    if (error instanceof HttpException && error.getStatus() < 500) return replyOf(ofHttp(error), shape);
    // Before the first connection TypeORM does not even know its tables, whatever its error says.
    if (isUnavailable(error) || !this.dataSource.isInitialized) {
      this.logger.warn(`request ${requestId}: the database cannot be reached`);
      return replyOf(DATABASE_AWAY, shape);
    }
    this.logger.error(
      `request ${requestId} failed`,
      error instanceof Error ? error.stack : 'something that is no Error was thrown',
    );
    const message = `Something went wrong inside the gateway. Its log has the details under request id ${requestId}.`;
    return replyOf({ class: 'InternalServerError', message, param: null }, shape);
  }
}

const DATABASE_AWAY: Failure = {
  class: 'ServiceUnavailableError',
  message: 'The database cannot be reached at the moment. Nothing was changed; try again shortly.',
  param: null,
  retryAfterSeconds: 5,
};

/** Failures of Nest and Express themselves: unknown routes, bodies that cannot be read. Their own texts stay inside. */
function ofHttp(error: HttpException): Failure {
  const status = error.getStatus();
  const [kind, message] =
    TEXTS[status] ?? (['BadRequestError', 'The request cannot be understood.'] as const);
  return { class: kind, message, param: null, status };
}

const TEXTS: Readonly<Record<number, readonly [ErrorClass, string]>> = {
  400: ['BadRequestError', 'The body is not valid JSON.'],
  404: ['NotFoundError', 'There is no such route. GET /openapi.json lists those there are.'],
  405: ['MethodNotAllowedError', 'The route exists, but not for this method.'],
  408: ['RequestTimeoutError', 'The body arrived too slowly.'],
  413: ['RequestTooLargeError', 'The body is larger than this API accepts.'],
  415: ['BadRequestError', 'Send JSON in UTF-8, with `content-type: application/json`.'],
};

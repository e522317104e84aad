import { type ArgumentMetadata, Injectable, type PipeTransform, ValidationPipe } from '@nestjs/common';
import { type ValidationError } from 'class-validator';
import { ApiError, InvalidRequest } from './api-error.js';
import { type JsonFault, jsonFaultOf } from './json-soundness.js';
import { type ValidationIssue } from './error-shape.js';

/** Constraints about the kind of a value: 422 in shape C. Every other constraint is about the value itself: 400. */
const KIND_CONSTRAINTS = new Set([
  'isString',
  'isNumber',
  'isInt',
  'isBoolean',
  'isArray',
  'isObject',
  'isDefined',
  'isNotEmpty',
  'isIn',
  'isStringMap',
  'nestedValidation',
  'unknownValue',
]);

/**
 * Validates bodies and queries against their DTO class. Members the DTO does not know are dropped, as the API we are
 * compatible with does; nothing unknown can reach a use case.
 */
@Injectable()
export class RequestValidation implements PipeTransform {
  private readonly bodies = validator('body', false);
  private readonly queries = validator('query', true);

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    const fault = jsonFaultOf(value);
    if (fault)
      throw unsound(metadata.type === 'param' ? { ...fault, path: [metadata.data ?? 'path'] } : fault);
    if (metadata.type === 'param') return value;
    if (metadata.type === 'query') return (await this.queries.transform(value, metadata)) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new InvalidRequest([{ loc: ['body'], msg: 'a JSON object is expected', type: 'dict_type' }]);
    return (await this.bodies.transform(value, metadata)) as unknown;
  }
}

function unsound({ path, text }: JsonFault): ApiError {
  const field = path.join('.').slice(0, 200);
  return new ApiError({
    class: 'BadRequestError',
    message: `${field || 'The request'} ${text}`,
    param: field || null,
    type: 'bad_request_error',
  });
}

function validator(place: 'body' | 'query', convert: boolean): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
    transformOptions: { enableImplicitConversion: convert, exposeUnsetFields: false },
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => complaint(errors, place),
  });
}

/** Wrong kinds first, all of them at once; else the first value that is out of bounds. */
function complaint(errors: readonly ValidationError[], place: string): Error {
  const issues = errors.flatMap((error) => issuesOf(error, [place]));
  const kinds = issues.filter((issue) => KIND_CONSTRAINTS.has(issue.constraint));
  if (kinds.length > 0) return new InvalidRequest(kinds.map(({ loc, msg, type }) => ({ loc, msg, type })));
  const first = issues[0];
  const field = first?.loc.slice(1).join('.') ?? null;
  return new ApiError({
    class: 'BadRequestError',
    message: first?.msg ?? 'The request is malformed.',
    param: field,
    type: 'bad_request_error',
  });
}

interface ConstraintIssue extends ValidationIssue {
  readonly constraint: string;
}

function issuesOf(error: ValidationError, parents: readonly string[]): ConstraintIssue[] {
  const loc = [...parents, error.property];
  const own = Object.entries(error.constraints ?? {}).map(([constraint, msg]) => ({
    loc,
    msg,
    type: constraint === 'isDefined' ? 'missing' : 'value_error',
    constraint,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => issuesOf(child, loc))];
}

import { INACTIVE_FIELDS_HEADER, INACTIVE_KEY_FIELDS } from '@tollgate/core';
import { type Response } from 'express';

/** Names in a header of the reply what a request sets and nothing acts on yet. */
export function flagInactive(body: object, response: Response): void {
  const fields = inactiveFieldsIn(body);
  if (fields.length > 0) response.setHeader(INACTIVE_FIELDS_HEADER, fields.join(','));
}

/** Fields that a request sets and nothing acts on yet. */
export function inactiveFieldsIn(request: object): string[] {
  return INACTIVE_KEY_FIELDS.filter((field) => {
    const value: unknown = Reflect.get(request, field);
    return value !== undefined && value !== null && value !== false && !isEmpty(value);
  });
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

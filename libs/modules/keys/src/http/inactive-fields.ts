import { INACTIVE_KEY_FIELDS } from '@tollgate/core';

/** Fields that a request sets and nothing acts on yet; for the header that says so. */
export function inactiveFieldsIn(request: object): string[] {
  return INACTIVE_KEY_FIELDS.filter((field) => {
    const value: unknown = Reflect.get(request, field);
    return value !== undefined && value !== null && value !== false && !isEmpty(value);
  });
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

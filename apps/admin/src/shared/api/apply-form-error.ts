import { ApiError } from './api-error.js';

/**
 * Puts the API's message at the field it is about, when the form shows that field.
 * @returns the message for the foot of the form when it belongs to no field of it; null when it was placed.
 */
export function applyFormError(
  error: Error,
  fields: ReadonlySet<string>,
  setFieldError: (field: string, message: string) => void,
): string | null {
  const field = error instanceof ApiError ? (error.field?.split(/[.[]/)[0] ?? null) : null;
  if (field === null || !fields.has(field)) return error.message;
  setFieldError(field, error.message);
  return null;
}

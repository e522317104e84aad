import { ApiError } from './api-error.js';

/**
 * Puts the API's message at the field it is about, when the form shows that field.
 * @param placeOf which field of the form one of the API's stands in; null: none
 * @returns the message for the foot of the form when it belongs to no field of it; null when it was placed.
 */
export function applyFormError(
  error: Error,
  placeOf: (field: string) => string | null,
  setFieldError: (field: string, message: string) => void,
): string | null {
  const place = error instanceof ApiError && error.field !== null ? placeOf(error.field) : null;
  if (place === null) return error.message;
  setFieldError(place, error.message);
  return null;
}

/** `metadata.tags` stands in `metadata`, where the form has that. */
export function fieldOfFirstPart(field: string, fields: ReadonlySet<string>): string | null {
  const [first = ''] = field.split(/[.[]/);
  return fields.has(first) ? first : null;
}

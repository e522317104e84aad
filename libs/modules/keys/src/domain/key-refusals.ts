import { refuse, type Failure } from '@tollgate/core';
import { type KeyConflict } from '../store/key-store.js';

type Refusal = { readonly ok: false; readonly failure: Failure };

/** 400 that names the field. */
export function badKeyRequest(param: string, message: string): Refusal {
  return refuse({ class: 'BadRequestError', type: 'bad_request_error', message, param });
}

export function keyNotFound(message = 'Key not found. Pass the key (sk-…) or its SHA-256 hash.'): Refusal {
  return refuse({ class: 'NotFoundError', message, param: 'key' });
}

/** 403: the caller is valid, but this is not its own. */
export function notYours(message: string): Refusal {
  return refuse({ class: 'PermissionDeniedError', message, param: null });
}

export function conflictRefusal(conflict: KeyConflict): Refusal {
  return conflict === 'alias taken'
    ? badKeyRequest('key_alias', 'key_alias is taken by another key; aliases are unique')
    : badKeyRequest('key', 'This key exists already; choose another or leave `key` out');
}

/** 400: a key is to borrow the limits of a budget that does not exist. */
export function noSuchBudget() {
  return badKeyRequest('budget_id', 'no budget has this budget_id');
}

/** 400: a temporary raise needs both its amount and its end, which is a time; null when nothing is wrong. */
export function unpairedRaise(request: {
  temp_budget_increase?: number | null;
  temp_budget_expiry?: string | null;
}): Refusal | null {
  const { temp_budget_increase: increase, temp_budget_expiry: expiry } = request;
  if (expiry != null && Number.isNaN(Date.parse(expiry.replace(' ', 'T'))))
    return badKeyRequest('temp_budget_expiry', 'temp_budget_expiry is a time that does not exist');
  if ((increase == null) === (expiry == null)) return null;
  return badKeyRequest(
    'temp_budget_increase',
    'temp_budget_increase and temp_budget_expiry must come together',
  );
}

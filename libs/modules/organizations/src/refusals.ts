import { refuse, type Failure } from '@tollgate/core';

type Refusal = { readonly ok: false; readonly failure: Failure };

/** 400 that names the field. */
export function badRequest(param: string, message: string): Refusal {
  return refuse({ class: 'BadRequestError', type: 'bad_request_error', message, param });
}

/** 404; also what a caller hears of a thing whose existence it may not know. */
export function notFound(what: string, param: string): Refusal {
  return refuse({ class: 'NotFoundError', message: `${what} not found.`, param });
}

/** 403: the caller may know the thing, but not do this. */
export function notAllowed(message: string): Refusal {
  return refuse({ class: 'PermissionDeniedError', message, param: null });
}

/** 400: who is to become a member is one already. */
export function refuseMember(message: string): Refusal {
  return refuse({ class: 'BadRequestError', type: 'team_member_already_in_team', message, param: 'member' });
}

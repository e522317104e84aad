import { type Environment } from '@tollgate/config';
import { type Failure, ok, type Result } from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';
import { HIDDEN } from '@tollgate/config';
import { readModelEntry } from '@tollgate/config';
import { type Authorship } from '../domain/model-fields.js';
import { type Members } from '../domain/proxy-model.js';
import { type Credential } from './credential.js';

/** What a request says of a credential. null, as a member, takes a value away. */
export interface CredentialFields {
  readonly values?: Members | null | undefined;
  readonly info?: Members | null | undefined;
}

const NAME = /^[^\u0000-\u001f\u007f]{1,255}$/;
/** What a credential cannot say: which model is meant is the model's own business. */
const OF_THE_MODEL = new Set(['model', 'litellm_credential_name']);

/** A credential as a request describes it. */
export function newCredential(
  credentialName: string,
  fields: CredentialFields,
  by: Authorship,
  env: Environment,
): Result<Credential> {
  if (!NAME.test(credentialName) || credentialName.includes('*'))
    return badRequest(
      'credential_name',
      'credential_name must be one line of 1 to 255 characters without an asterisk.',
    );
  const empty: Credential = {
    ...{ credentialName, values: {}, info: {}, unreadable: [], outdated: false },
    ...{ createdAt: by.at, createdBy: by.userId, updatedAt: by.at, updatedBy: by.userId },
  };
  const masked = Object.entries(fields.values ?? {}).find(([, value]) => value === HIDDEN);
  if (masked)
    return badRequest(
      `credential_values.${masked[0]}`,
      `credential_values.${masked[0]} holds ${HIDDEN} instead of a value.`,
    );
  return changedCredential(empty, fields, by, env);
}

/** The credential with a request's changes laid over it, value by value. What comes back masked is left as it was. */
export function changedCredential(
  before: Credential,
  { values, info }: CredentialFields,
  by: Authorship,
  env: Environment,
): Result<Credential> {
  const [lost] = before.unreadable.filter((name) => !(name in (values ?? {})));
  if (lost !== undefined)
    return badRequest(
      `credential_values.${lost}`,
      `credential_values.${lost} cannot be decrypted with the salt key; send it anew.`,
    );
  const after: Credential = {
    ...before,
    values: merged(before.values, values ?? {}),
    info: merged(before.info, info ?? {}),
    ...{ updatedAt: by.at, updatedBy: by.userId, unreadable: [], outdated: false },
  };
  const fault = faultOfValues(after.values, env);
  return fault === null ? ok(after) : { ok: false, failure: fault };
}

/** Values fill the parameters of models, so they are read as such. */
function faultOfValues(values: Members, env: Environment): Failure | null {
  const names = Object.keys(values);
  if (names.length === 0) return refused('credential_values', ' is empty: it needs api_key or the like');
  const foreign = names.find((name) => OF_THE_MODEL.has(name));
  if (foreign !== undefined)
    return refused(`credential_values.${foreign}`, ' is for models to say, not for credentials');
  const read = readModelEntry({ model_name: 'x', litellm_params: { ...values, model: 'openai/x' } }, env);
  if (read.ok) return null;
  const [first] = read.faults;
  const path = (first?.path ?? '').replace(/^litellm_params/, 'credential_values');
  return refused(path, `: ${first?.message ?? 'cannot be read'}`);
}

function refused(param: string, what: string): Failure {
  return { class: 'BadRequestError', type: 'bad_request_error', message: `${param}${what}.`, param };
}

function merged(before: Members, changes: Members): Members {
  const sent = Object.entries(changes).filter(([, value]) => value !== HIDDEN);
  return Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(sent) }).filter(([, value]) => value !== null),
  );
}

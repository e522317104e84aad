import { randomUUID } from 'node:crypto';
import { isJsonObject, ok, type Result } from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';
import { HIDDEN } from '@tollgate/config';
import { type Members, type ProxyModel, publicNameOf } from './proxy-model.js';

/** What a request says of a model. null, as a member, takes a parameter or fact away. */
export interface ModelFields {
  readonly modelName?: string | null | undefined;
  readonly litellmParams?: Members | null | undefined;
  readonly modelInfo?: Members | null | undefined;
  readonly blocked?: boolean | null | undefined;
}

export interface Authorship {
  readonly at: Date;
  readonly userId: string | null;
}

/** What /model/info adds to `model_info`; clients send it back, and it is not theirs to say. */
const DERIVED = new Set([
  ...['id', 'team_id', 'blocked', 'db_model', 'litellm_provider', 'price_source', 'idle_reason'],
  ...['created_at', 'created_by', 'updated_at', 'updated_by', 'access_via_team_ids', 'direct_access'],
]);
/** Prices that were looked up must not become the operator's own when they are sent back. */
const LOOKED_UP = new Set(['input_cost_per_token', 'output_cost_per_token']);
const ID = /^[^\u0000-\u001f\u007f]{1,255}$/;

/** A model as a request describes it. */
export function newModel(fields: ModelFields, by: Authorship): Result<ProxyModel> {
  const { modelName, litellmParams, modelInfo } = fields;
  if (!modelName) return badRequest('model_name', 'model_name is required.');
  if (!litellmParams) return badRequest('litellm_params', 'litellm_params is required.');
  const hidden = hiddenMember(litellmParams);
  if (hidden !== null)
    return badRequest(
      `litellm_params.${hidden}`,
      `litellm_params.${hidden} holds ${HIDDEN} instead of a value.`,
    );
  const id = idIn(modelInfo);
  if (!id.ok) return id;
  const empty: ProxyModel = {
    ...{ modelId: id.value ?? randomUUID(), modelName: '', teamId: null, litellmParams: {}, modelInfo: {} },
    ...{ blocked: false, createdAt: by.at, createdBy: by.userId, updatedAt: by.at, updatedBy: by.userId },
    ...{ unreadable: [], outdated: false },
  };
  return changedModel(empty, fields, by);
}

/** The model with a request's changes laid over it, member by member. What comes back masked is left as it was. */
export function changedModel(before: ProxyModel, fields: ModelFields, by: Authorship): Result<ProxyModel> {
  const { modelName, litellmParams, modelInfo, blocked } = fields;
  const team = teamIn(modelInfo, before.teamId);
  if (!team.ok) return team;
  const teamId = team.value;
  const name = modelName ?? givenPublicName(modelInfo) ?? publicNameOf(before);
  const sent = Object.keys(litellmParams ?? {}).map((member) => `litellm_params.${member}`);
  const lost = before.unreadable.filter((member) => !sent.includes(member));
  if (lost[0] !== undefined)
    return badRequest(lost[0], `${lost.join(', ')} cannot be decrypted with the salt key; send it anew.`);
  const { team_public_model_name: _, ...facts } = merged(before.modelInfo, ownFacts(modelInfo ?? {}));
  const keepsName = teamId !== null && teamId === before.teamId && before.modelName !== '';
  const teamName = keepsName ? before.modelName : `model_name_${teamId}_${randomUUID()}`;
  return ok({
    ...before,
    modelName: teamId === null ? name : teamName,
    teamId,
    litellmParams: merged(before.litellmParams, litellmParams ?? {}),
    modelInfo: teamId === null ? facts : { ...facts, team_public_model_name: name },
    blocked: blocked ?? flagIn(modelInfo, 'blocked') ?? before.blocked,
    updatedAt: by.at,
    updatedBy: by.userId,
    unreadable: [],
  });
}

/** The id in `model_info`; null: none. */
export function idIn(info: Members | null | undefined): Result<string | null> {
  const id = info?.['id'] ?? null;
  if (id === null) return ok(null);
  if (typeof id === 'string' && ID.test(id)) return ok(id);
  return badRequest('model_info.id', 'model_info.id must be a text of 1 to 255 characters on one line.');
}

function teamIn(info: Members | null | undefined, before: string | null): Result<string | null> {
  const team = info?.['team_id'];
  if (team === undefined) return ok(before);
  if (team === null || team === '') return ok(null);
  if (typeof team === 'string' && ID.test(team)) return ok(team);
  return badRequest('model_info.team_id', "model_info.team_id must be a team's id.");
}

function givenPublicName(info: Members | null | undefined): string | null {
  const name = info?.['team_public_model_name'];
  return typeof name === 'string' && name !== '' ? name : null;
}

function flagIn(info: Members | null | undefined, name: string): boolean | null {
  const flag = info?.[name];
  return typeof flag === 'boolean' ? flag : null;
}

function ownFacts(info: Members): Members {
  const source = info['price_source'];
  const lookedUp = typeof source === 'string' && source !== 'config';
  return Object.fromEntries(
    Object.entries(info).filter(([name]) => !DERIVED.has(name) && !(lookedUp && LOOKED_UP.has(name))),
  );
}

function merged(before: Members, changes: Members): Members {
  const sent = Object.entries(changes).filter(([, value]) => !isMasked(value));
  return Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(sent) }).filter(([, value]) => value !== null),
  );
}

function hiddenMember(params: Members): string | null {
  return Object.entries(params).find(([, value]) => isMasked(value))?.[0] ?? null;
}

function isMasked(value: unknown): boolean {
  return value === HIDDEN || (isJsonObject(value) && Object.values(value).some(isMasked));
}

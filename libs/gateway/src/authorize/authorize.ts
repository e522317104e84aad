import {
  type Attribution,
  type Failure,
  type KeyContext,
  mayUseModel,
  modelDenialOf,
  ownerBlocking,
} from '@tollgate/core';
import { wellFormed } from '../decode/clean-text.js';
import { type ModelGroup, resolveModel, type RoutingTable } from '@tollgate/routing';

/** Names of route groups a key can be confined to that hold the data plane's routes. */
const DATA_PLANE_GROUPS = new Set(['llm_api_routes', 'openai_routes', '*']);

/** Is the key in force, and may it call this route? */
export function authorizeKey(key: KeyContext, path: () => string, now: number): Failure | null {
  if (key.blocked)
    return { class: 'AuthenticationError', message: 'Key is blocked. An admin can unblock it.', param: null };
  const blocking = ownerBlocking(key);
  if (blocking) return blocking;
  if (key.expiresAt !== null && key.expiresAt <= now)
    return {
      class: 'ExpiredKeyError',
      message: `Authentication Error - Expired Key. It expired at ${new Date(key.expiresAt).toISOString()}.`,
      param: key.name,
    };
  if (!key.master && key.allowedRoutes.length > 0 && !mayCall(key.allowedRoutes, path()))
    return {
      class: 'PermissionDeniedError',
      message: 'Virtual key is not allowed to call this route.',
      param: null,
      type: 'auth_error',
    };
  return null;
}

/** Which group serves the asked model, and may the key use it? The key's own aliases come before the table's. */
export function authorizeModel(
  key: KeyContext,
  asked: string,
  table: RoutingTable,
  attributions: readonly Attribution[] = [],
): ModelGroup | Failure {
  const target = Object.hasOwn(key.aliases, asked) ? (key.aliases[asked] ?? asked) : asked;
  const group = resolveModel(table, target, key.teamId);
  const denied = modelDenial(key, attributions, asked, target, group);
  if (denied)
    return {
      class: 'ModelAccessDeniedError',
      message: `Model '${shown(asked)}' is not available for this API key. GET /v1/models lists those that are.`,
      param: 'model',
      type: denied,
    };
  if (group) return group;
  return {
    class: 'BadRequestError',
    message: `Invalid model name passed in model=${shown(asked)}. Call /v1/models to view available models for your key.`,
    param: 'model',
  };
}

/** May the key use a group, under the asked name or the group's own, or by an access group of its deployments? */
export function mayUse(
  key: KeyContext,
  asked: string,
  group: ModelGroup | null,
  attributions: readonly Attribution[] = [],
): boolean {
  return modelDenial(key, attributions, asked, asked, group) === null;
}

/** Whose list of models a call by neither of two names passes, as `error.type`; null: it passes them all. */
function modelDenial(
  key: KeyContext,
  attributions: readonly Attribution[],
  asked: string,
  target: string,
  group: ModelGroup | null,
): string | null {
  for (const attribution of attributions)
    if (!allows(attribution.models, asked, target, group)) return modelDenialOf(attribution);
  if (key.master) return null;
  // A team's own models are there for its keys alone, whatever the lists of models say of their names.
  const teamId = group?.deployments[0]?.teamId;
  if (teamId !== undefined && teamId !== key.teamId) return 'team_model_access_denied';
  if (!allows(key.models, asked, target, group)) return 'key_model_access_denied';
  if (key.owners === undefined) return null;
  for (const owner of key.owners)
    if (!(teamId !== undefined && owner.kind === 'team') && !allows(owner.models, asked, target, group))
      return modelDenialOf(owner);
  return null;
}

/** Does a list allow a call by either name? The name an alias stands for counts only when something serves it. */
function allows(models: readonly string[], asked: string, target: string, group: ModelGroup | null): boolean {
  if (models.length === 0) return true;
  if (!group) return mayUseModel(models, asked);
  if (mayUseModel(models, asked) || mayUseModel(models, group.name)) return true;
  if (target !== asked && mayUseModel(models, target)) return true;
  const accessGroups = group.deployments.flatMap((deployment) => deployment.accessGroups);
  return accessGroups.length > 0 && mayUseModel(models, asked, accessGroups);
}

function mayCall(routes: readonly string[], path: string): boolean {
  return routes.some(
    (route) =>
      DATA_PLANE_GROUPS.has(route) ||
      route === path ||
      (route.endsWith('*') && path.startsWith(route.slice(0, -1))) ||
      (path.startsWith('/v1/') && route === path.slice(3)),
  );
}

const LONGEST_SHOWN = 128;

/** A client's text, made fit for a message: bounded, and without control characters. */
export function shown(text: string): string {
  const clean = wellFormed(text.replace(/[\x00-\x1f\x7f]/g, '\ufffd'));
  return clean.length > LONGEST_SHOWN ? `${clean.slice(0, LONGEST_SHOWN)}…` : clean;
}

/** A provider key of the client's own is only taken where the operator allows it. */
export function authorizeCredentials(apiKey: string | null, allowed: boolean): Failure | null {
  if (apiKey === null || allowed) return null;
  return { class: 'BadRequestError', message: 'api_key is not allowed in request body.', param: 'api_key' };
}

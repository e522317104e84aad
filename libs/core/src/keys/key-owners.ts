import { type Failure } from '../errors/error-class.js';
import { type Attribution } from './attribution.js';
import { type KeyContext, type KeyOwner } from './key-context.js';

/** Why an owner of the key stops it; null when none does. */
export function ownerBlocking(key: KeyContext): Failure | null {
  return key.owners === undefined ? null : blockingAmong(key.owners);
}

/** Why one of those a call belongs to stops it; null when none does. */
export function blockingAmong(owners: readonly (KeyOwner | Attribution)[]): Failure | null {
  const owner = owners.find(({ blocked }) => blocked);
  if (!owner) return null;
  const name = `${owner.kind.charAt(0).toUpperCase()}${owner.kind.slice(1)}`;
  return {
    class: 'AuthenticationError',
    message: `Authentication Error, ${name}=${owner.id} is blocked. Ask an admin to unblock it.`,
    param: null,
  };
}

export type ModelDenial = `${'team' | 'user' | 'org' | 'project' | 'customer' | 'tag'}_model_access_denied`;

/** `error.type` of a refusal because of an owner's models. A member's own list is part of its team's rules. */
export function modelDenialOf(owner: KeyOwner | Attribution): ModelDenial {
  switch (owner.kind) {
    case 'team':
    case 'team_member':
      return 'team_model_access_denied';
    case 'user':
      return 'user_model_access_denied';
    case 'organization':
      return 'org_model_access_denied';
    case 'project':
      return 'project_model_access_denied';
    case 'customer':
      return 'customer_model_access_denied';
    case 'tag':
      return 'tag_model_access_denied';
  }
}

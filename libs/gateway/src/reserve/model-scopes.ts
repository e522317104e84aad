import { type LimitScope } from '@tollgate/core';
import { type Call } from '../pipeline/call.js';

/** Notes the limits on calls of the model that was asked for, by the name it was asked by and by that of its group. */
export function limitModel(call: Call, modelScopes: ReadonlyMap<string, readonly LimitScope[]>): void {
  const { group, decoded } = call;
  const ofGroup = group === null ? undefined : modelScopes.get(group);
  const ofName = decoded.askedModel === group ? undefined : modelScopes.get(decoded.askedModel);
  if (ofGroup === undefined && ofName === undefined) return;
  call.scopes = [...call.scopes, ...(ofGroup ?? []), ...(ofName ?? [])];
}

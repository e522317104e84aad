import { withSecretsHidden } from '@tollgate/config';
import { factsOf, type ProxyModel } from './proxy-model.js';

type View = Record<string, unknown>;

/** A model before and after a change, for the audit log: without secrets, but with the names of those that changed. */
export function modelAuditViews(
  before: ProxyModel | null,
  after: ProxyModel | null,
): { before: View | null; after: View | null } {
  const changed = before && after ? secretsThatChanged(before, after) : [];
  const afterView = after && viewOf(after);
  return {
    before: before && viewOf(before),
    after: afterView && (changed.length === 0 ? afterView : { ...afterView, changed_secrets: changed }),
  };
}

function viewOf(model: ProxyModel): View {
  return {
    model_name: model.modelName,
    litellm_params: withSecretsHidden('litellm_params', model.litellmParams),
    model_info: withSecretsHidden('model_info', factsOf(model)),
    blocked: model.blocked,
  };
}

/** Members that differ and look the same once their secrets are hidden. */
function secretsThatChanged(before: ProxyModel, after: ProxyModel): string[] {
  const names = new Set([...Object.keys(before.litellmParams), ...Object.keys(after.litellmParams)]);
  return [...names].filter((name) => {
    const [old, fresh] = [before.litellmParams[name], after.litellmParams[name]];
    return !same(old, fresh) && same(withSecretsHidden(name, old), withSecretsHidden(name, fresh));
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

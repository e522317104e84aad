import { type ProxyModelView } from '@tollgate/core';
import { withSecretsHidden } from '@tollgate/config';
import { factsOf, type Members, type ProxyModel } from '../domain/proxy-model.js';

/** A model of the database as the routes that change it answer; secrets are hidden. */
export function modelRowViewOf(model: ProxyModel): ProxyModelView {
  return {
    model_id: model.modelId,
    model_name: model.modelName,
    litellm_params: hidden('litellm_params', model.litellmParams),
    model_info: { ...hidden('model_info', factsOf(model)), db_model: true },
    blocked: model.blocked,
    created_at: model.createdAt.toISOString(),
    created_by: model.createdBy,
    updated_at: model.updatedAt.toISOString(),
    updated_by: model.updatedBy,
  };
}

function hidden(name: string, members: Members): Record<string, unknown> {
  const shown = withSecretsHidden(name, members);
  return typeof shown === 'object' && shown !== null ? { ...shown } : {};
}

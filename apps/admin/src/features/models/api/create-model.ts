import { type ProxyModelView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';
import { type ModelFields } from '../model-fields.js';

/** POST /model/new */
export function createModel(fields: ModelFields): Promise<ProxyModelView> {
  return write('POST', '/model/new', { body: fields, expect: hasFields<ProxyModelView>('model_id') });
}

export const useCreateModel = () => useWrite(createModel);

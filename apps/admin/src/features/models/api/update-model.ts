import { type ProxyModelView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';
import { type ModelFields } from '../model-fields.js';

export interface UpdateModel {
  id: string;
  /** What changes; null takes a parameter away. */
  fields: Partial<ModelFields>;
}

/** PATCH /model/{id}/update */
export function updateModel({ id, fields }: UpdateModel): Promise<ProxyModelView> {
  return write('PATCH', `/model/${encodeURIComponent(id)}/update`, {
    body: fields,
    expect: hasFields<ProxyModelView>('model_id'),
  });
}

export const useUpdateModel = () => useWrite(updateModel);

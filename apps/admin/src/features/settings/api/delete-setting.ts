import { type StoredSectionView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';
import { type UpdateSetting } from './update-setting.js';

/** POST /config/field/delete: the configuration file's value, or the default, holds again. */
export function deleteSetting(request: Omit<UpdateSetting, 'field_value'>): Promise<StoredSectionView> {
  return write('POST', '/config/field/delete', {
    body: request,
    expect: hasFields<StoredSectionView>('param_name'),
  });
}

export const useDeleteSetting = () => useWrite(deleteSetting);

import { type SettingsSectionName, type StoredSectionView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

export interface UpdateSetting {
  config_type: SettingsSectionName;
  field_name: string;
  field_value: unknown;
}

/** POST /config/field/update: in force for calls that begin later. */
export function updateSetting(request: UpdateSetting): Promise<StoredSectionView> {
  return write('POST', '/config/field/update', {
    body: request,
    expect: hasFields<StoredSectionView>('param_name'),
  });
}

export const useUpdateSetting = () => useWrite(updateSetting);

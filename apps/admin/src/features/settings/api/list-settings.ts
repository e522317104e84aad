import { type SettingsSectionName, type SettingView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';

/** GET /config/list: every setting of a section, with its value in effect and where that comes from. */
export const settingsQuery = (section: SettingsSectionName) =>
  queryOptions({
    queryKey: ['settings', section],
    queryFn: ({ signal }) =>
      get('/config/list', {
        query: { config_type: section },
        expect: isListOf<SettingView>('field_name', 'source'),
        signal,
      }),
  });

import { type AccessGroupView, type UpdateAccessGroupRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

interface Update extends UpdateAccessGroupRequest {
  id: string;
}

/** PUT /v1/access_group/{id}: writes the fields that are present. */
export function updateAccessGroup({ id, ...request }: Update): Promise<AccessGroupView> {
  return write('PUT', `/v1/access_group/${encodeURIComponent(id)}`, {
    body: request,
    expect: hasFields<AccessGroupView>('access_group_id'),
  });
}

export const useUpdateAccessGroup = () => useWrite(updateAccessGroup);

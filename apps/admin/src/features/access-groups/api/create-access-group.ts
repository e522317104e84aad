import { type AccessGroupView, type NewAccessGroupRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /v1/access_group. */
export function createAccessGroup(request: NewAccessGroupRequest): Promise<AccessGroupView> {
  return write('POST', '/v1/access_group', {
    body: request,
    expect: hasFields<AccessGroupView>('access_group_id'),
  });
}

export const useCreateAccessGroup = () => useWrite(createAccessGroup);

import { type OrganizationView, type UpdateOrganizationRequest } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** PATCH /organization/update: writes the fields that are present; null clears. */
export function updateOrganization(request: UpdateOrganizationRequest): Promise<OrganizationView> {
  return write('PATCH', '/organization/update', {
    body: request,
    expect: hasFields<OrganizationView>('organization_id'),
  });
}

export const useUpdateOrganization = () => useWrite(updateOrganization);

import { type NewOrganizationRequest, type OrganizationView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /organization/new. */
export function createOrganization(request: NewOrganizationRequest): Promise<OrganizationView> {
  return write('POST', '/organization/new', {
    body: request,
    expect: hasFields<OrganizationView>('organization_id'),
  });
}

export const useCreateOrganization = () => useWrite(createOrganization);

import {
  KEY_LIMITS,
  type NewOrganizationRequest,
  type OrganizationView,
  type UpdateOrganizationRequest,
} from '@tollgate/core';
import { changedFields, filledFields } from '../../shared/form/changed-fields.js';
import {
  limitRules,
  NO_LIMITS,
  toLimits,
  toLimitValues,
  type LimitValues,
} from '../../shared/limits/limit-values.js';

/** The form's fields, called as the API calls them. '' is "not set". */
export interface OrganizationFormValues extends LimitValues {
  organization_alias: string;
  models: string[];
}

export const EMPTY_ORGANIZATION: OrganizationFormValues = {
  organization_alias: '',
  models: [],
  ...NO_LIMITS,
};

export const toOrganizationValues = (organization: OrganizationView): OrganizationFormValues => ({
  organization_alias: organization.organization_alias,
  models: organization.models,
  ...toLimitValues(organization.litellm_budget_table),
});

const fieldsOf = (values: OrganizationFormValues) => ({
  organization_alias: values.organization_alias.trim(),
  models: values.models,
  ...toLimits(values),
});

/** The body of /organization/new: only what was filled in. */
export const toNewOrganization = (values: OrganizationFormValues): NewOrganizationRequest => ({
  ...filledFields(fieldsOf(values)),
  organization_alias: values.organization_alias.trim(),
});

/** The body of /organization/update: only what differs; null clears. */
export const toOrganizationUpdate = (
  organization: OrganizationView,
  values: OrganizationFormValues,
): UpdateOrganizationRequest => ({
  organization_id: organization.organization_id,
  ...changedFields(fieldsOf(toOrganizationValues(organization)), fieldsOf(values)),
});

export const organizationRules = {
  ...limitRules,
  organization_alias: (alias: string) => {
    if (alias.trim() === '') return 'An organization needs a name';
    return alias.trim().length > KEY_LIMITS.aliasMax ? `At most ${KEY_LIMITS.aliasMax} characters` : null;
  },
};

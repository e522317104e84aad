import {
  type CustomerView,
  MODEL_REGIONS,
  type NewCustomerRequest,
  type UpdateCustomerRequest,
} from '@tollgate/core';
import { changedFields, filledFields, textOrNull } from '../../shared/form/changed-fields.js';
import {
  limitRules,
  type LimitValues,
  NO_LIMITS,
  toLimits,
  toLimitValues,
} from '../../shared/limits/limit-values.js';

/** The form's fields, called as the API calls them. '' is "not set". */
export interface CustomerFormValues extends LimitValues {
  user_id: string;
  alias: string;
  budget_id: string;
  models: string[];
  allowed_model_region: string;
}

export const EMPTY_CUSTOMER: CustomerFormValues = {
  user_id: '',
  alias: '',
  budget_id: '',
  models: [],
  allowed_model_region: '',
  ...NO_LIMITS,
};

export const toCustomerValues = (customer: CustomerView): CustomerFormValues => ({
  user_id: customer.user_id,
  alias: customer.alias ?? '',
  budget_id: customer.budget_id ?? '',
  models: customer.models,
  allowed_model_region: customer.allowed_model_region ?? '',
  ...toLimitValues(customer),
});

const fieldsOf = (values: CustomerFormValues) => ({
  alias: textOrNull(values.alias),
  budget_id: textOrNull(values.budget_id),
  models: values.models,
  allowed_model_region: MODEL_REGIONS.find((region) => region === values.allowed_model_region) ?? null,
  ...toLimits(values),
});

/** The body of /customer/new: only what was filled in. */
export const toNewCustomer = (values: CustomerFormValues): NewCustomerRequest => ({
  user_id: values.user_id.trim(),
  ...filledFields(fieldsOf(values)),
});

/** The body of /customer/update: only what differs; null clears. */
export const toCustomerUpdate = (
  customer: CustomerView,
  values: CustomerFormValues,
): UpdateCustomerRequest => ({
  user_id: customer.user_id,
  ...changedFields(fieldsOf(toCustomerValues(customer)), fieldsOf(values)),
});

export const customerRules = {
  ...limitRules,
  user_id: (id: string) => (id.trim() === '' ? 'A customer needs an id' : null),
};

import { numberOrNull, textOrNull } from '../form/changed-fields.js';

/** Budget and limits as form fields, called as the API calls them; '' is "not set". */
export interface LimitValues {
  max_budget: number | string;
  budget_duration: string;
  rpm_limit: number | string;
  tpm_limit: number | string;
  max_parallel_requests: number | string;
}

/** The same as the API gives and takes them; null is "no limit". */
export interface Limits {
  max_budget: number | null;
  budget_duration: string | null;
  rpm_limit: number | null;
  tpm_limit: number | null;
  max_parallel_requests: number | null;
}

export const NO_LIMITS: LimitValues = {
  max_budget: '',
  budget_duration: '',
  rpm_limit: '',
  tpm_limit: '',
  max_parallel_requests: '',
};

export function toLimitValues(limits: Limits): LimitValues {
  return {
    max_budget: limits.max_budget ?? '',
    budget_duration: limits.budget_duration ?? '',
    rpm_limit: limits.rpm_limit ?? '',
    tpm_limit: limits.tpm_limit ?? '',
    max_parallel_requests: limits.max_parallel_requests ?? '',
  };
}

export function toLimits(values: LimitValues): Limits {
  return {
    max_budget: numberOrNull(values.max_budget),
    budget_duration: textOrNull(values.budget_duration),
    rpm_limit: numberOrNull(values.rpm_limit),
    tpm_limit: numberOrNull(values.tpm_limit),
    max_parallel_requests: numberOrNull(values.max_parallel_requests),
  };
}

/** The API's own rule, said before it has to. */
export const limitRules = {
  max_budget: (budget: unknown) =>
    budget !== '' && !(Number(budget) >= 0) ? 'A budget is an amount of USD, zero or more' : null,
};

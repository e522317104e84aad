import { WEEKDAYS, type Weekday } from '@tollgate/core';
import { numberOrNull, textOrNull } from '../form/changed-fields.js';

/** Budget and limits as form fields, called as the API calls them; '' is "not set". */
export interface LimitValues {
  max_budget: number | string;
  budget_duration: string;
  /** IANA name. */
  budget_timezone: string;
  budget_week_start: string;
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

/** With whose midnights and weeks the budget resets; null is those of the gateway. */
export interface LimitsAndRhythm extends Limits {
  budget_timezone: string | null;
  budget_week_start: Weekday | null;
}

export const NO_LIMITS: LimitValues = {
  max_budget: '',
  budget_duration: '',
  budget_timezone: '',
  budget_week_start: '',
  rpm_limit: '',
  tpm_limit: '',
  max_parallel_requests: '',
};

/** Some of the API's replies tell nothing of the rhythm. */
type KnownLimits = Limits & { budget_timezone?: string | null; budget_week_start?: string | null };

export function toLimitValues(limits: KnownLimits): LimitValues {
  return {
    max_budget: limits.max_budget ?? '',
    budget_duration: limits.budget_duration ?? '',
    budget_timezone: limits.budget_timezone ?? '',
    budget_week_start: limits.budget_week_start ?? '',
    rpm_limit: limits.rpm_limit ?? '',
    tpm_limit: limits.tpm_limit ?? '',
    max_parallel_requests: limits.max_parallel_requests ?? '',
  };
}

export function toLimits(values: LimitValues): LimitsAndRhythm {
  return {
    max_budget: numberOrNull(values.max_budget),
    budget_duration: textOrNull(values.budget_duration),
    budget_timezone: textOrNull(values.budget_timezone),
    budget_week_start: WEEKDAYS.find((day) => day === values.budget_week_start) ?? null,
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

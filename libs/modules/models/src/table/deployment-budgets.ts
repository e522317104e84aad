import { type GatewayConfig, type LitellmParams } from '@tollgate/config';
import { type BudgetCalendar, EVERY_DAY, parseBudgetPeriod, parseUsd, UTC_CALENDAR } from '@tollgate/core';
import { type Deployment, type SpendBudget } from '@tollgate/routing';

/** What deployments may cost by the configuration, and whose midnights their budgets follow. */
export interface BudgetRules {
  readonly calendar: BudgetCalendar;
  /** `provider_budget_config`, by provider. */
  readonly ofProviders: ReadonlyMap<string, SpendBudget>;
  /** Sentences for the operator. */
  readonly notes: readonly string[];
}

export function budgetRules({
  router_settings: router,
  litellm_settings: litellm,
}: GatewayConfig): BudgetRules {
  const calendar = { ...UTC_CALENDAR, timeZone: litellm?.timezone ?? UTC_CALENDAR.timeZone };
  const ofProviders = new Map<string, SpendBudget>();
  const notes: string[] = [];
  for (const [id, given] of Object.entries(router?.provider_budget_config ?? {})) {
    const duration = given.time_period ?? given.budget_duration ?? null;
    const place = `provider_budget_config ${id}`;
    const budget = budgetOf('provider', id, given.budget_limit ?? given.max_budget, duration, calendar);
    if (budget === null) notes.push(`${place} has no budget_limit; it limits nothing`);
    else ofProviders.set(id, budget);
    notes.push(...unreadable(place, duration));
  }
  return { calendar, ofProviders, notes };
}

/** `max_budget` and `budget_duration` of an entry, and the budget of its provider. */
export function budgetsOf(
  params: LitellmParams,
  id: string,
  provider: string,
  { calendar, ofProviders }: BudgetRules,
): Pick<Deployment, 'budgets'> {
  const own = budgetOf('deployment', id, params.max_budget, params.budget_duration ?? null, calendar);
  const budgets = [own, ofProviders.get(provider) ?? null].filter((budget) => budget !== null);
  return budgets.length === 0 ? {} : { budgets };
}

/** What is wrong with a duration; it is taken for a day. */
export function unreadable(place: string, duration: string | null): string[] {
  return duration === null || parseBudgetPeriod(duration)
    ? []
    : [`${place}: ${JSON.stringify(duration)} is no duration; its budget begins anew every day`];
}

function budgetOf(
  kind: SpendBudget['kind'],
  id: string,
  dollars: number | undefined,
  duration: string | null,
  calendar: BudgetCalendar,
): SpendBudget | null {
  const limit = dollars === undefined ? null : parseUsd(dollars);
  if (limit === null) return null;
  const period = duration === null ? null : (parseBudgetPeriod(duration) ?? EVERY_DAY);
  return { kind, id, limit, duration, period, calendar };
}

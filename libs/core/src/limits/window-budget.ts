import { isJsonObject, type Json, type JsonObject } from '../json.js';
import { parseUsd, type PicoUsd } from '../money/pico-usd.js';
import { DURATION_FORMAT } from '../time/duration.js';
import { parseBudgetPeriod } from '../time/budget-period.js';

/** A cap on spend besides the one an entity has as a whole: on one model, or within windows of another length. */
export interface WindowBudget {
  /** The model that calls ask for; null: calls of every model. */
  readonly model: string | null;
  /** Length of a window, such as `1d`; null: one that never ends. */
  readonly period: string | null;
  readonly maxBudget: PicoUsd;
}

/** So many an entity may have of each kind; every one is a counter that its calls have to pass. */
export const WINDOW_BUDGETS_MAX = 100;

/** Budgets of models as `model_max_budget` holds them. What an import left there that is none limits nothing. */
export function modelBudgetsOf(modelMaxBudget: JsonObject | null): WindowBudget[] {
  return Object.entries(modelMaxBudget ?? {}).flatMap(([model, value]) => {
    const budget = budgetOf(value, MODEL_FIELDS);
    return budget ? [{ model, ...budget }] : [];
  });
}

/** Budgets of windows as `budget_limits` holds them; those without a duration that can be read limit nothing. */
export function windowBudgetsOf(budgetLimits: readonly Json[] | null): WindowBudget[] {
  return (budgetLimits ?? []).flatMap((value) => {
    const budget = isJsonObject(value) ? budgetOf(value, WINDOW_FIELDS) : null;
    return budget?.period ? [{ model: null, ...budget }] : [];
  });
}

/** What is wrong with a `model_max_budget`, as a sentence that names the field; null when nothing is. */
export function faultOfModelBudgets(modelMaxBudget: object): string | null {
  const entries = Object.entries(modelMaxBudget);
  if (entries.length > WINDOW_BUDGETS_MAX)
    return `model_max_budget must name at most ${WINDOW_BUDGETS_MAX} models`;
  for (const [model, value] of entries) {
    if (model === '') return 'model_max_budget must name each model';
    if (typeof value === 'number' ? !isMoney(value) : faultOfEntry(value, MODEL_FIELDS) !== null)
      return `model_max_budget.${model.slice(0, 100)} must be an object with budget_limit (US dollars ≥ 0) and, where it is to start anew, time_period (${DURATION_FORMAT}, at most ten years)`;
  }
  return null;
}

/** What is wrong with `budget_limits`, as a sentence that names the field; null when nothing is. */
export function faultOfBudgetLimits(budgetLimits: readonly unknown[]): string | null {
  if (budgetLimits.length > WINDOW_BUDGETS_MAX)
    return `budget_limits must have at most ${WINDOW_BUDGETS_MAX} entries`;
  const seen = new Set<string>();
  for (const [place, value] of budgetLimits.entries()) {
    const fault = faultOfEntry(value, WINDOW_FIELDS);
    if (fault !== null) return `budget_limits.${place} must have ${fault}`;
    const period = isJsonObject(value) ? value['budget_duration'] : null;
    if (typeof period !== 'string')
      return `budget_limits.${place} must have a budget_duration, ${DURATION_FORMAT}`;
    if (seen.has(period)) return `budget_limits must have one entry for ${period}`;
    seen.add(period);
  }
  return null;
}

/** Names of the members that hold the money and the duration; of several, the first that is there counts. */
interface Fields {
  readonly money: readonly string[];
  readonly period: readonly string[];
}

const MODEL_FIELDS: Fields = {
  money: ['budget_limit', 'max_budget'],
  period: ['time_period', 'budget_duration'],
};
const WINDOW_FIELDS: Fields = { money: ['max_budget'], period: ['budget_duration'] };

function budgetOf(value: Json | undefined, fields: Fields): Omit<WindowBudget, 'model'> | null {
  if (typeof value === 'number')
    return isMoney(value) ? { period: null, maxBudget: parseUsd(value) ?? 0n } : null;
  if (!isJsonObject(value) || faultOfEntry(value, fields) !== null) return null;
  const money = firstOf(value, fields.money);
  const period = firstOf(value, fields.period);
  return typeof money === 'number'
    ? { period: typeof period === 'string' ? period : null, maxBudget: parseUsd(money) ?? 0n }
    : null;
}

function faultOfEntry(value: unknown, { money, period }: Fields): string | null {
  if (!isJsonObject(value) || !isMoney(firstOf(value, money))) return `${money[0] ?? ''}, US dollars ≥ 0`;
  const duration = firstOf(value, period);
  const isReadable =
    duration == null || (typeof duration === 'string' && parseBudgetPeriod(duration) !== null);
  return isReadable ? null : `a ${period[0] ?? ''} that is ${DURATION_FORMAT}, at most ten years`;
}

function firstOf(value: JsonObject, names: readonly string[]): Json | undefined {
  return names.map((name) => value[name]).find((member) => member != null);
}

function isMoney(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1_000_000_000_000;
}

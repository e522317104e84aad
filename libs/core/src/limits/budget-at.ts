import { type LimitScope } from '../keys/key-context.js';
import { type PicoUsd } from '../money/pico-usd.js';

/** What a scope may spend as of an instant (epoch milliseconds): its budget, and what that is raised by; null: without limit. */
export function budgetAt(scope: LimitScope, now: number): PicoUsd | null {
  const { maxBudget, raise } = scope;
  if (maxBudget === null || raise === undefined || now >= raise.until) return maxBudget;
  return maxBudget + raise.extra;
}

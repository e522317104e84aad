import { type MemberBudget, type PicoUsd } from '@tollgate/core';
import { usd } from '../spender/spender-view.js';

/** A user inside a team or an organization: limits of its own, and what it spent there. */
export interface Member {
  readonly userId: string;
  readonly spend: PicoUsd;
  readonly maxBudget: PicoUsd | null;
  readonly budgetDuration: string | null;
  readonly budgetResetAt: Date | null;
  /** When the current window began. */
  readonly spendSince: Date | null;
  readonly tpmLimit: number | null;
  readonly rpmLimit: number | null;
  /** Empty: every model its team may use. */
  readonly allowedModels: string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const UNRESTRICTED_MEMBER = {
  spend: 0n,
  maxBudget: null,
  budgetDuration: null,
  budgetResetAt: null,
  spendSince: null,
  tpmLimit: null,
  rpmLimit: null,
  allowedModels: [],
} satisfies Omit<Member, 'userId' | 'createdAt' | 'updatedAt'>;

/** A member's limits as the wire shows them; null when it has none of its own. */
export function memberBudgetOf(ownerId: string, member: Member): MemberBudget | null {
  const limits = [member.maxBudget, member.tpmLimit, member.rpmLimit, member.budgetDuration];
  if (limits.every((limit) => limit === null) && member.allowedModels.length === 0) return null;
  return {
    budget_id: `${ownerId}:${member.userId}`,
    max_budget: usd(member.maxBudget),
    budget_duration: member.budgetDuration,
    budget_reset_at: member.budgetResetAt && member.budgetResetAt.toISOString(),
    tpm_limit: member.tpmLimit,
    rpm_limit: member.rpmLimit,
    allowed_models: member.allowedModels,
  };
}

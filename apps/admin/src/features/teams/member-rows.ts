import { type MemberBudget, type TeamInfo, type TeamRole } from '@tollgate/core';
import { shortId } from '@tollgate/ui';

/** One member of a team with what it has used of it. */
export interface MemberRow {
  userId: string;
  /** The e-mail address, else the id. */
  name: string;
  role: TeamRole;
  /** USD in the member's window. */
  spend: number;
  budget: MemberBudget | null;
}

/** Members with their own budgets, admins first, then by name. */
export function memberRows({ team_info: team, team_memberships: memberships }: TeamInfo): MemberRow[] {
  const byUser = new Map(memberships.map((membership) => [membership.user_id, membership]));
  return team.members_with_roles
    .map(({ user_id: userId, user_email: email, role }) => ({
      userId,
      name: email ?? shortId(userId),
      role,
      spend: byUser.get(userId)?.spend ?? 0,
      budget: byUser.get(userId)?.litellm_budget_table ?? null,
    }))
    .sort((a, b) => a.role.localeCompare(b.role) || a.name.localeCompare(b.name));
}

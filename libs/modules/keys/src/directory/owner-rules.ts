import {
  budgetTimes,
  type KeyOwner,
  type LimitScope,
  type PicoUsd,
  type ScopeKind,
  type StoredBudget,
} from '@tollgate/core';
import { type DirectoryKey, type KeyOwners, type OwnerSpend } from './key-owners.js';

/** What the configuration says of owners. */
export interface OwnerRules {
  /** `general_settings.apply_user_budget_to_team_keys`: a user's budget counts for keys with a team, too. */
  readonly userBudgetOnTeamKeys: boolean;
}

export const DEFAULT_OWNER_RULES: OwnerRules = { userBudgetOnTeamKeys: false };

/** Whose access rules a call of the key has to pass besides the key's own. A user's count for keys without a team only. */
export function ownersOf(key: DirectoryKey): KeyOwner[] {
  const { team, project, member, user, organization } = key.owners ?? NOBODY;
  const owners: KeyOwner[] = [];
  if (team) owners.push({ kind: 'team', id: team.teamId, blocked: team.blocked, models: team.models });
  if (project)
    owners.push({ kind: 'project', id: project.projectId, blocked: project.blocked, models: project.models });
  if (member && member.allowedModels.length > 0)
    owners.push({ kind: 'team_member', id: member.userId, blocked: false, models: member.allowedModels });
  if (user && key.teamId === null)
    owners.push({ kind: 'user', id: user.userId, blocked: false, models: user.models });
  if (organization) {
    const { organizationId: id, models } = organization;
    owners.push({ kind: 'organization', id, blocked: false, models });
  }
  return owners;
}

/** Limits of the owners. They stack: none replaces another, nor the key's own. */
export function ownerScopesOf(
  key: DirectoryKey,
  spent: OwnerSpend,
  rules: OwnerRules = DEFAULT_OWNER_RULES,
): LimitScope[] {
  const owners = key.owners ?? NOBODY;
  const { team, project, organization } = owners;
  const scopes = [
    memberScopeOf(owners),
    project ? limitsOf('project', project.projectId, project) : null,
    team && limitsOf('team', team.teamId, team),
    userScopeOf(key, owners, rules),
    organization && limitsOf('organization', organization.organizationId, organization),
  ];
  return scopes.flatMap((scope) => {
    if (!scope) return [];
    const { spend, ...limits } = scope;
    const figure = spent.note(`${limits.kind}:${limits.id}`, spend, owners.order);
    return isLimited(limits) ? [{ ...limits, spent: figure }] : [];
  });
}

/** All limits of a user for keys without a team; for the others at most the budget. */
function userScopeOf(key: DirectoryKey, { user }: KeyOwners, rules: OwnerRules): SpendingScope | null {
  if (!user) return null;
  const scope = limitsOf('user', user.userId, user);
  if (key.teamId === null) return scope;
  const noRates = { requestsPerMinute: null, tokensPerMinute: null, parallelRequests: null };
  return rules.userBudgetOnTeamKeys ? { ...scope, ...noRates } : null;
}

type SpendingScope = LimitScope & { readonly spend: PicoUsd };

interface Limits extends StoredBudget {
  readonly spend: PicoUsd;
  readonly maxBudget: PicoUsd | null;
  readonly rpmLimit: number | null;
  readonly tpmLimit: number | null;
  readonly maxParallelRequests: number | null;
}

function limitsOf(kind: ScopeKind, id: string, limits: Limits): SpendingScope {
  return {
    kind,
    id,
    requestsPerMinute: limits.rpmLimit,
    tokensPerMinute: limits.tpmLimit,
    parallelRequests: limits.maxParallelRequests,
    maxBudget: limits.maxBudget,
    ...budgetTimes(limits),
    spend: limits.spend,
  };
}

/** A member's own limits; where it has none, those its team sets for everybody. */
function memberScopeOf({ team, member }: KeyOwners): SpendingScope | null {
  if (!team || !member) return null;
  const { teamId } = team;
  const { userId } = member;
  const scope = limitsOf('team_member', [teamId, userId].map(encodeURIComponent).join('/'), {
    spend: member.spend,
    maxBudget: member.maxBudget ?? team.memberMaxBudget,
    rpmLimit: member.rpmLimit ?? team.memberRpmLimit,
    tpmLimit: member.tpmLimit ?? team.memberTpmLimit,
    maxParallelRequests: null,
    budgetDuration: member.budgetDuration ?? team.memberBudgetDuration,
    budgetResetAt: member.budgetResetAt,
    spendSince: member.spendSince,
  });
  return { ...scope, name: `${userId} in team ${teamId}` };
}

function isLimited(scope: LimitScope): boolean {
  const { requestsPerMinute, tokensPerMinute, parallelRequests, maxBudget } = scope;
  return [requestsPerMinute, tokensPerMinute, parallelRequests, maxBudget].some((limit) => limit !== null);
}

const NOBODY: KeyOwners = { team: null, member: null, user: null, organization: null, order: 0 };

import { type Budget, budgetViewOf } from '@tollgate/budgets';
import {
  type GeneratedKey,
  type KeyDetails,
  type ListedKey,
  type KeyView,
  type PicoUsd,
  toUsdNumber,
} from '@tollgate/core';
import { type DeletedKey, type VirtualKey } from '../domain/virtual-key.js';
import { type NewKey } from '../use-cases/generate-key.js';

/** A key with all its columns, in the wire's names and units; without the budget it may borrow from. */
export function keyDetailsOf(key: VirtualKey): KeyDetails {
  return {
    ...keyViewOf(key),
    soft_budget: usd(key.softBudget),
    soft_budget_cooldown: key.softBudgetCooldown,
    budget_id: key.budgetId,
    budget_timezone: key.budgetTimezone,
    budget_week_start: key.budgetWeekStart,
    budget_limits: key.budgetLimits,
    budget_fallbacks: key.budgetFallbacks,
    model_max_budget: key.modelMaxBudget,
    model_spend: key.modelSpend,
    config: key.config,
    router_settings: key.routerSettings,
    allowed_cache_controls: key.allowedCacheControls,
    access_group_ids: key.accessGroupIds,
    policies: key.policies,
    object_permission: key.objectPermission,
    litellm_budget_table: null,
    project_id: key.projectId,
    agent_id: key.agentId,
    auto_rotate: key.autoRotate,
    rotation_interval: key.rotationInterval,
    key_rotation_at: iso(key.keyRotationAt),
    last_rotation_at: iso(key.lastRotationAt),
    rotation_count: key.rotationCount,
  };
}

/** The same with the budget it borrows limits from; undefined: it borrows from none. */
export function keyWithBudgetOf(key: VirtualKey, budget: Budget | undefined): KeyDetails {
  return { ...keyDetailsOf(key), litellm_budget_table: budget ? budgetViewOf(budget) : null };
}

function keyViewOf(key: VirtualKey): KeyView {
  return {
    token: key.token,
    key_name: key.keyName,
    key_alias: key.keyAlias,
    spend: toUsdNumber(key.spend),
    max_budget: usd(key.maxBudget),
    budget_duration: key.budgetDuration,
    budget_reset_at: iso(key.budgetResetAt),
    max_parallel_requests: key.maxParallelRequests,
    tpm_limit: key.tpmLimit,
    rpm_limit: key.rpmLimit,
    expires: iso(key.expires),
    models: key.models,
    aliases: key.aliases,
    permissions: key.permissions,
    user_id: key.userId,
    team_id: key.teamId,
    organization_id: key.organizationId,
    metadata: key.metadata,
    allowed_routes: key.allowedRoutes,
    blocked: key.blocked,
    last_active: iso(key.lastActive),
    created_by: key.createdBy,
    updated_by: key.updatedBy,
    created_at: key.createdAt.toISOString(),
    updated_at: key.updatedAt.toISOString(),
  };
}

/** Members of the generate reply that nothing fills; `tags` and its like are under `metadata`. */
const EMPTY_IN_GENERATED = {
  tags: null,
  guardrails: null,
  prompts: null,
  enforced_params: null,
  model_rpm_limit: null,
  model_tpm_limit: null,
} as const;

/** Reply of /key/generate: the one place where the secret appears. */
export function generatedKeyOf({ secret, key }: NewKey, duration: string | null): GeneratedKey {
  const { last_active: _, budget_reset_at: __, ...view } = keyDetailsOf(key);
  return { ...EMPTY_IN_GENERATED, ...view, key: secret, token_id: key.token, duration };
}

/** Members of a full list entry about team, user and customer, which are not objects of their own yet. */
const NO_OWNERS = {
  team_alias: null,
  team_spend: null,
  team_max_budget: null,
  team_tpm_limit: null,
  team_rpm_limit: null,
  team_models: [],
  team_blocked: false,
  team_metadata: null,
  team_member_spend: null,
  user_role: null,
  user_email: null,
  user_spend: null,
  user_max_budget: null,
  user_tpm_limit: null,
  user_rpm_limit: null,
  end_user_id: null,
  end_user_tpm_limit: null,
  end_user_rpm_limit: null,
  end_user_max_budget: null,
} as const;

/** One entry of /key/list with `return_full_object`; a deleted key also says by whom and when. */
export function listedKeyOf(key: VirtualKey | DeletedKey, withUser: boolean): ListedKey {
  const users = withUser ? { user: null, created_by_user: null } : {};
  const deleted =
    'deletedAt' in key
      ? {
          deleted_at: key.deletedAt.toISOString(),
          deleted_by: key.deletedBy,
          deleted_by_api_key: key.deletedByApiKey,
          litellm_changed_by: key.litellmChangedBy,
        }
      : {};
  return { ...NO_OWNERS, ...keyDetailsOf(key), org_id: key.organizationId, ...users, ...deleted };
}

function usd(value: PicoUsd | null): number | null {
  return value === null ? null : toUsdNumber(value);
}

function iso(time: Date | null): string | null {
  return time && time.toISOString();
}

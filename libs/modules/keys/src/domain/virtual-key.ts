import { type BudgetRhythm, type Json, type JsonObject, type PicoUsd } from '@tollgate/core';

/** A virtual key, as the rules see it. Times are UTC; the secret itself is nowhere. */
export interface VirtualKey extends BudgetRhythm {
  /** SHA-256 of the key text, lower-case hex. */
  readonly token: string;
  /** `sk-...` and the last four characters. */
  readonly keyName: string | null;
  readonly keyAlias: string | null;
  readonly spend: PicoUsd;
  readonly maxBudget: PicoUsd | null;
  readonly softBudget: PicoUsd | null;
  readonly softBudgetCooldown: boolean;
  readonly budgetId: string | null;
  readonly budgetResetAt: Date | null;
  /** When spend last began anew: a reset, or an admin set it. */
  readonly spendSince: Date | null;
  readonly budgetLimits: Json[] | null;
  readonly budgetFallbacks: JsonObject | null;
  readonly modelMaxBudget: JsonObject;
  readonly modelSpend: JsonObject;
  readonly maxParallelRequests: number | null;
  readonly tpmLimit: number | null;
  readonly rpmLimit: number | null;
  readonly models: string[];
  readonly aliases: Record<string, string>;
  readonly config: JsonObject;
  readonly permissions: JsonObject;
  readonly routerSettings: JsonObject | null;
  /** Free, and the home of `tags`, `guardrails`, `model_rpm_limit` … (METADATA_FIELDS). */
  readonly metadata: JsonObject;
  readonly allowedRoutes: string[];
  readonly allowedCacheControls: string[];
  readonly accessGroupIds: string[] | null;
  readonly policies: string[] | null;
  readonly objectPermission: JsonObject | null;
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly organizationId: string | null;
  readonly projectId: string | null;
  readonly agentId: string | null;
  readonly blocked: boolean | null;
  readonly expires: Date | null;
  readonly autoRotate: boolean;
  readonly rotationInterval: string | null;
  readonly keyRotationAt: Date | null;
  readonly lastRotationAt: Date | null;
  readonly rotationCount: number;
  /** Names the key's counters, whatever its secret is; null: `token` does, for it had no other yet. */
  readonly counterId: string | null;
  readonly lastActive: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** A copy of a key that was deleted, and who deleted it. */
export interface DeletedKey extends VirtualKey {
  readonly deletedAt: Date;
  readonly deletedBy: string | null;
  readonly deletedByApiKey: string;
  readonly litellmChangedBy: string | null;
}

/** What an admin may set; the rest follows from other acts. */
export type KeyChanges = Partial<
  Omit<
    VirtualKey,
    'token' | 'keyName' | 'counterId' | 'lastActive' | 'createdAt' | 'createdBy' | 'modelSpend'
  >
>;

/** A key nobody restricted: every model, no limits, never expires. */
export const UNRESTRICTED = {
  keyAlias: null,
  spend: 0n,
  maxBudget: null,
  softBudget: null,
  softBudgetCooldown: false,
  budgetId: null,
  budgetDuration: null,
  budgetTimezone: null,
  budgetWeekStart: null,
  budgetResetAt: null,
  spendSince: null,
  budgetLimits: null,
  budgetFallbacks: null,
  modelMaxBudget: {},
  modelSpend: {},
  maxParallelRequests: null,
  tpmLimit: null,
  rpmLimit: null,
  models: [],
  aliases: {},
  config: {},
  permissions: {},
  routerSettings: null,
  metadata: {},
  allowedRoutes: [],
  allowedCacheControls: [],
  accessGroupIds: null,
  policies: null,
  objectPermission: null,
  userId: null,
  teamId: null,
  organizationId: null,
  projectId: null,
  agentId: null,
  blocked: null,
  expires: null,
  autoRotate: false,
  rotationInterval: null,
  keyRotationAt: null,
  lastRotationAt: null,
  rotationCount: 0,
  counterId: null,
  lastActive: null,
} satisfies Omit<VirtualKey, 'token' | 'keyName' | 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy'>;

import { budgetTimes, type KeyContext, type LimitScope, parseUsd } from '@tollgate/core';
import { hashOfKey, maskedKey } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { type DirectoryKey, OwnerSpend } from './key-owners.js';
import { DEFAULT_OWNER_RULES, type OwnerRules, ownerScopesOf, ownersOf } from './owner-rules.js';
import { modelScopesOf, nameOfKey, windowScopesOf } from './window-scopes.js';

/** The user that the master key acts as. */
export const MASTER_USER_ID = 'default_user_id';

/** What the data plane needs to know of a key. Its role is that of its user; a key of nobody is any user's. */
export function keyContextOf(
  key: DirectoryKey,
  spent = new OwnerSpend(),
  rules: OwnerRules = DEFAULT_OWNER_RULES,
): KeyContext {
  const { team, user, organization } = key.owners ?? {};
  const modelScopes = modelScopesOf(key, spent);
  return Object.freeze({
    hash: key.token,
    master: false,
    alias: key.keyAlias,
    name: key.keyName,
    role: user?.userRole ?? 'internal_user',
    userId: key.userId,
    teamId: key.teamId,
    organizationId: key.organizationId ?? organization?.organizationId ?? null,
    projectId: key.projectId,
    blocked: key.blocked === true,
    expiresAt: expiryOf(key),
    models: key.models,
    aliases: team ? { ...team.modelAliases, ...key.aliases } : key.aliases,
    allowedRoutes: key.allowedRoutes,
    tags: tagsOf(key),
    scopes: [...scopesOf(key), ...ownerScopesOf(key, spent, rules), ...windowScopesOf(key, spent)],
    ...(modelScopes && { modelScopes }),
    owners: ownersOf(key),
    ...routerSettingsOf(key),
    maxBudget: key.maxBudget,
    spentSince: budgetTimes(key).spentSince,
    spend: key.spend,
  });
}

/** The master key: every model, no limits, never expires. */
export function masterContext(masterKey: string): KeyContext {
  return Object.freeze({
    hash: hashOfKey(masterKey),
    master: true,
    alias: null,
    name: maskedKey(masterKey),
    role: 'proxy_admin',
    userId: MASTER_USER_ID,
    teamId: null,
    organizationId: null,
    blocked: false,
    expiresAt: null,
    models: [],
    aliases: {},
    allowedRoutes: [],
    tags: [],
    scopes: [],
    maxBudget: null,
    spend: 0n,
  });
}

/** The key's own limits; none when it has none. */
function scopesOf(key: VirtualKey): LimitScope[] {
  const scope: LimitScope = {
    kind: 'key',
    id: key.counterId ?? key.token,
    name: nameOfKey(key),
    requestsPerMinute: key.rpmLimit,
    tokensPerMinute: key.tpmLimit,
    parallelRequests: key.maxParallelRequests,
    maxBudget: key.maxBudget,
    ...raiseOf(key),
    ...budgetTimes(key),
  };
  const limited = [key.rpmLimit, key.tpmLimit, key.maxParallelRequests, key.maxBudget];
  return limited.some((limit) => limit !== null) ? [scope] : [];
}

/** An earlier secret opens the key until it is revoked, and no longer than the key lives. */
function expiryOf({ expires, formerly }: DirectoryKey): number | null {
  if (!formerly) return expires && expires.getTime();
  return Math.min(expires?.getTime() ?? Infinity, formerly.usableUntil.getTime());
}

/** A raise that is set for a time. What an import left there that is none raises nothing. */
function raiseOf({ metadata }: VirtualKey): Pick<LimitScope, 'raise'> {
  const { temp_budget_increase: dollars, temp_budget_expiry: expiry } = metadata;
  if (typeof dollars !== 'number' || typeof expiry !== 'string') return {};
  const extra = parseUsd(dollars);
  const until = instantOfText(expiry);
  return extra === null || extra <= 0n || Number.isNaN(until) ? {} : { raise: { extra, until } };
}

/** Epoch milliseconds; NaN: it is no time. A time without a zone is UTC. */
function instantOfText(text: string): number {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes(':') ? text : `${text}Z`;
  return Date.parse(zoned.replace(' ', 'T'));
}

function tagsOf(key: VirtualKey): string[] {
  const { tags } = key.metadata;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

/** Of the key, over those of its team. */
function routerSettingsOf({ routerSettings, owners }: DirectoryKey): Pick<KeyContext, 'routerSettings'> {
  const ofTeam = owners?.team?.routerSettings ?? null;
  if (routerSettings === null && ofTeam === null) return {};
  return { routerSettings: Object.freeze({ ...ofTeam, ...routerSettings }) };
}

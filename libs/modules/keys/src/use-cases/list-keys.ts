import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import {
  type KeyAliases,
  type KeyAliasesQuery,
  type KeyListQuery,
  KEY_SORT_FIELDS,
  ok,
  type Result,
} from '@tollgate/core';
import { badKeyRequest, notYours } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { type DeletedKey, type VirtualKey } from '../domain/virtual-key.js';
import { type KeyFilter, type KeyPage } from '../store/key-filter.js';
import { KeyStore } from '../store/key-store.js';
import { KeyRights } from './key-rights.js';

export const KEY_LIST_SIZE_DEFAULT = 10;
export const ALIASES_SIZE_DEFAULT = 50;
const STATUSES = ['active', 'blocked', 'expired', 'deleted'] as const;

/** One page of keys. */
export interface ListedKeys {
  readonly keys: readonly (VirtualKey | DeletedKey)[];
  readonly totalCount: number;
  readonly page: number;
  readonly totalPages: number;
}

/** Lists keys: all to admins, those of his teams to who runs them, his own to a user, itself to a key of nobody. */
@Injectable()
export class ListKeys {
  constructor(
    private readonly store: KeyStore,
    private readonly rights: KeyRights,
  ) {}

  async run(query: KeyListQuery, caller: Caller, now: Date): Promise<Result<ListedKeys>> {
    const order = pageOf(query);
    if (!order.ok) return order;
    const asked = filterOf(query, now);
    if (!asked.ok) return asked;
    const filter = seesEverything(caller) ? asked : await this.ownOnly(asked.value, caller);
    if (!filter.ok) return filter;
    const { keys, total } =
      query.status === 'deleted'
        ? await this.store.pageOfDeleted(filter.value, order.value)
        : await this.store.page(filter.value, order.value);
    const { page, size } = order.value;
    return ok({ keys, totalCount: total, page, totalPages: Math.ceil(total / size) });
  }

  /** Aliases of the keys the caller may list. */
  async aliases(query: KeyAliasesQuery, caller: Caller, now: Date): Promise<Result<KeyAliases>> {
    const { page = 1, size = ALIASES_SIZE_DEFAULT, search, team_id } = query;
    const asked = filterOf({ ...(search ? { search } : {}), ...(team_id ? { team_id } : {}) }, now);
    if (!asked.ok) return asked;
    const filter = seesEverything(caller) ? asked : await this.ownOnly(asked.value, caller);
    if (!filter.ok) return filter;
    const { aliases, total } = await this.store.pageOfAliases(filter.value, page, size);
    return ok({
      aliases,
      total_count: total,
      current_page: page,
      total_pages: Math.ceil(total / size),
      size,
    });
  }

  /** Asking for somebody else's is refused rather than answered with nothing. */
  private async ownOnly(filter: KeyFilter, caller: Caller): Promise<Result<KeyFilter>> {
    const exact = { ...filter, substring: false };
    if (filter.teamId !== null && (await this.rights.runsTeam(filter.teamId, caller))) return ok(exact);
    if (filter.userId !== null && filter.userId !== caller.userId)
      return notYours('You may only list keys of your own user_id.');
    if (filter.teamId !== null || filter.organizationId !== null)
      return notYours('You may not list the keys of this team or organization.');
    if (await this.rights.isUser(caller)) return ok({ ...exact, userId: caller.userId });
    if (filter.token !== null && filter.token !== caller.keyHash)
      return notYours('You may only list the key you are calling with.');
    return ok({ ...exact, token: caller.keyHash });
  }
}

function pageOf(query: KeyListQuery): Result<KeyPage> {
  const sortBy = query.sort_by ?? 'created_at';
  if (!KEY_SORT_FIELDS.includes(sortBy))
    return badKeyRequest('sort_by', `sort_by must be one of ${KEY_SORT_FIELDS.join(', ')}`);
  const direction = (query.sort_order ?? 'desc').toLowerCase();
  if (direction !== 'asc' && direction !== 'desc')
    return badKeyRequest('sort_order', 'sort_order must be asc or desc');
  return ok({
    page: query.page ?? 1,
    size: query.size ?? KEY_LIST_SIZE_DEFAULT,
    sortBy,
    descending: direction === 'desc',
  });
}

function filterOf(query: KeyListQuery, now: Date): Result<KeyFilter> {
  if (query.status !== undefined && !STATUSES.includes(query.status))
    return badKeyRequest('status', `status must be one of ${STATUSES.join(', ')}`);
  const token = query.key_hash === undefined ? null : storedHashOf(query.key_hash);
  if (query.key_hash !== undefined && token === null)
    return badKeyRequest('key_hash', 'key_hash must be the SHA-256 hash of a key');
  const filter: KeyFilter = {
    token,
    userId: query.user_id ?? null,
    teamId: query.team_id ?? null,
    organizationId: query.organization_id ?? null,
    projectId: query.project_id ?? null,
    agentId: query.agent_id ?? null,
    accessGroupId: query.access_group_id ?? null,
    keyAlias: query.key_alias ?? null,
    substring: query.substring_matching ?? false,
    search: query.search?.trim() || null,
    state: stateOf(query),
    now,
  };
  return ok(filter);
}

function stateOf(query: KeyListQuery): KeyFilter['state'] {
  if (query.status !== undefined && query.status !== 'deleted') return query.status;
  if (query.expires === 'expired') return 'expired';
  return query.expires === 'active' ? 'unexpired' : null;
}

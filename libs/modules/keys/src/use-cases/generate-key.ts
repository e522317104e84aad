import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor, CallerKeys } from '@tollgate/auth';
import { AuditStore } from '@tollgate/audit';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type GenerateKeyRequest,
  ok,
  type Result,
  UTC_CALENDAR,
} from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { keyChangesOf } from '../domain/key-changes.js';
import { auditViewOf } from '../domain/key-audit.js';
import { badKeyRequest, conflictRefusal, noSuchBudget } from '../domain/key-refusals.js';
import { withRotation } from '../domain/key-rotation.js';
import { faultOfCustomKey, hashOfKey, maskedKey, newKeyText } from '../domain/key-text.js';
import { UNRESTRICTED, type VirtualKey } from '../domain/virtual-key.js';
import { withGenerationParams } from '../settings/generation-params.js';
import { KeySettings } from '../settings/key-settings.js';
import { placed } from '../store/key-placement.js';
import { conflictOf, KeyStore } from '../store/key-store.js';

/** What `key_type` means for `allowed_routes`. */
const ROUTES_OF_TYPE = {
  default: [],
  llm_api: ['llm_api_routes'],
  management: ['management_routes'],
  read_only: ['info_routes'],
} as const;

/** A new key; `secret` is shown to the caller once and kept nowhere. */
export interface NewKey {
  readonly secret: string;
  readonly key: VirtualKey;
}

/** Makes a virtual key: row and audit entry in one transaction. */
@Injectable()
export class GenerateKey {
  constructor(
    private readonly store: KeyStore,
    private readonly audit: AuditStore,
    private readonly callers: CallerKeys,
    private readonly changes: KeyChangePublisher,
    @Optional() private readonly settings: KeySettings = new KeySettings(),
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(request: GenerateKeyRequest, actor: Actor, now: Date): Promise<Result<NewKey>> {
    const bounded = withGenerationParams(request, this.settings);
    if (!bounded.ok) return bounded;
    const drafted = this.draft(bounded.value, actor, now);
    if (!drafted.ok) return drafted;
    if (!(await this.store.hasBudget(bounded.value.budget_id))) return noSuchBudget();
    try {
      const stored = await this.store.transaction((manager) => this.insert(manager, drafted.value, actor));
      if (stored.ok) this.made(stored.value);
      return stored;
    } catch (error) {
      const conflict = conflictOf(error);
      if (conflict) return conflictRefusal(conflict);
      throw error;
    }
  }

  /** The key as it would be made; nothing is stored yet. */
  draft(request: GenerateKeyRequest, actor: Actor, now: Date): Result<NewKey> {
    const secret = request.key ?? newKeyText();
    const fault = faultOfCustomKey(secret);
    if (fault) return badKeyRequest('key', fault);
    if (this.callers.isMaster(secret)) return badKeyRequest('key', 'key must not be the master key');
    const routes = allowedRoutesOf(request);
    if (!routes.ok) return routes;
    const asked = keyChangesOf(
      { ...request, allowed_routes: routes.value },
      UNRESTRICTED,
      now,
      this.calendar,
    );
    if (!asked.ok) return asked;
    const changes = withRotation(asked.value, UNRESTRICTED, now);
    if (!changes.ok) return changes;
    const { userId } = actor.caller;
    const key: VirtualKey = {
      ...UNRESTRICTED,
      userId,
      ...changes.value,
      token: hashOfKey(secret),
      keyName: maskedKey(secret),
      createdAt: now,
      createdBy: userId,
      updatedAt: now,
      updatedBy: userId,
    };
    return ok({ secret, key });
  }

  /** Stores a drafted key in the caller's transaction; call `made` after it. Throws what `conflictOf` explains. */
  async insert(manager: EntityManager, draft: NewKey, actor: Actor): Promise<Result<NewKey>> {
    if (await this.store.isTaken(manager, draft.key.token)) return conflictRefusal('key taken');
    const settled = await placed(manager, draft.key, null, actor);
    if (!settled.ok) return settled;
    const key = settled.value;
    await this.store.insert(manager, key);
    await this.audit.record(manager, [
      {
        actor,
        at: key.createdAt,
        action: 'created',
        objectType: 'virtual_key',
        objectId: key.token,
        before: null,
        after: auditViewOf(key),
      },
    ]);
    return ok({ ...draft, key });
  }

  /** Whoever tried this key before it existed has "unknown" remembered. */
  made({ key }: NewKey): void {
    this.changes.changed([key.token]);
  }
}

function allowedRoutesOf(request: GenerateKeyRequest): Result<string[]> {
  const asked = request.allowed_routes ?? [];
  const typed = ROUTES_OF_TYPE[request.key_type ?? 'default'];
  if (typed.length === 0) return ok(asked);
  if (asked.length === 0) return ok([...typed]);
  return badKeyRequest('key_type', 'give key_type or allowed_routes, not both');
}

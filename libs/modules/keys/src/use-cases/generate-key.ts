import { Injectable } from '@nestjs/common';
import { type Actor, CallerKeys } from '@tollgate/auth';
import { AuditStore } from '@tollgate/audit';
import { type GenerateKeyRequest, ok, type Result } from '@tollgate/core';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { keyChangesOf } from '../domain/key-changes.js';
import { auditViewOf } from '../domain/key-audit.js';
import { badKeyRequest, conflictRefusal } from '../domain/key-refusals.js';
import { faultOfCustomKey, hashOfKey, maskedKey, newKeyText } from '../domain/key-text.js';
import { UNRESTRICTED, type VirtualKey } from '../domain/virtual-key.js';
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
  ) {}

  async run(request: GenerateKeyRequest, actor: Actor, now: Date): Promise<Result<NewKey>> {
    const secret = request.key ?? newKeyText();
    const fault = faultOfCustomKey(secret);
    if (fault) return badKeyRequest('key', fault);
    if (this.callers.isMaster(secret)) return badKeyRequest('key', 'key must not be the master key');
    const routes = allowedRoutesOf(request);
    if (!routes.ok) return routes;
    const changes = keyChangesOf({ ...request, allowed_routes: routes.value }, {}, now);
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
    return this.insert(key, secret, actor);
  }

  private async insert(key: VirtualKey, secret: string, actor: Actor): Promise<Result<NewKey>> {
    try {
      await this.store.transaction(async (manager) => {
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
      });
    } catch (error) {
      const conflict = conflictOf(error);
      if (conflict) return conflictRefusal(conflict);
      throw error;
    }
    // Whoever tried this key before it existed has "unknown" remembered.
    this.changes.changed([key.token]);
    return ok({ secret, key });
  }
}

function allowedRoutesOf(request: GenerateKeyRequest): Result<string[]> {
  const asked = request.allowed_routes ?? [];
  const typed = ROUTES_OF_TYPE[request.key_type ?? 'default'];
  if (typed.length === 0) return ok(asked);
  if (asked.length === 0) return ok([...typed]);
  return badKeyRequest('key_type', 'give key_type or allowed_routes, not both');
}

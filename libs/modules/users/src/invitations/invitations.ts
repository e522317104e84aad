import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result, type UpdateInvitationRequest } from '@tollgate/core';
import { badRequest, notFound } from '@tollgate/organizations';
import { UserStore } from '../store/user-store.js';
import { type Invitation, InvitationStore } from './invitation-store.js';

const LIFE_MS = 7 * 24 * 60 * 60_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Makes, shows and withdraws invitations. For proxy admins. */
@Injectable()
export class Invitations {
  constructor(
    private readonly store: InvitationStore,
    private readonly users: UserStore,
    private readonly audit: AuditStore,
  ) {}

  async create(userId: string, actor: Actor, now: Date): Promise<Result<Invitation>> {
    const user = await this.users.findById(userId);
    if (!user) return notFound('User', 'user_id');
    const by = actor.caller.userId;
    const invitation: Invitation = {
      id: randomUUID(),
      userId,
      isAccepted: false,
      acceptedAt: null,
      expiresAt: new Date(now.getTime() + LIFE_MS),
      createdAt: now,
      createdBy: by,
      updatedAt: now,
      updatedBy: by,
    };
    await this.store.transaction(async (manager) => {
      await this.store.insert(manager, invitation);
      await this.audit.record(manager, [entryOf('created', invitation, actor, now)]);
    });
    return ok(invitation);
  }

  async read(id: string): Promise<Result<Invitation>> {
    const invitation = UUID.test(id) ? await this.store.findById(id) : null;
    return invitation ? ok(invitation) : notFound('Invitation', 'invitation_id');
  }

  /** Marks an invitation as used; one that was used is not opened again, for its link may be known by now. */
  async update(request: UpdateInvitationRequest, actor: Actor, now: Date): Promise<Result<Invitation>> {
    if (!request.is_accepted)
      return badRequest('is_accepted', 'an invitation is not opened again; make a new one');
    const found = await this.read(request.invitation_id);
    if (!found.ok || found.value.isAccepted) return found;
    const changes = { isAccepted: true, acceptedAt: now, updatedAt: now, updatedBy: actor.caller.userId };
    await this.store.transaction(async (manager) => {
      await this.store.update(manager, found.value.id, changes);
      await this.audit.record(manager, [
        {
          ...{ actor, at: now, action: 'updated', objectType: 'invitation', objectId: found.value.userId },
          ...{ before: { is_accepted: false }, after: { is_accepted: true } },
        },
      ]);
    });
    return ok({ ...found.value, ...changes });
  }

  async withdraw(id: string, actor: Actor, now: Date): Promise<Result<Invitation>> {
    const found = await this.read(id);
    if (!found.ok) return found;
    await this.store.transaction(async (manager) => {
      await this.store.delete(manager, id);
      await this.audit.record(manager, [entryOf('deleted', found.value, actor, now)]);
    });
    return found;
  }
}

/** The id is the link's secret, so the audit log names the user only. */
function entryOf(action: 'created' | 'deleted', { userId, expiresAt }: Invitation, actor: Actor, at: Date) {
  const view = { user_id: userId, expires_at: expiresAt.toISOString() };
  const sides = action === 'created' ? { before: null, after: view } : { before: view, after: null };
  return { actor, at, action, objectType: 'invitation', objectId: userId, ...sides };
}

import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { type ClaimInvitationRequest, type Failure, ok, type Result } from '@tollgate/core';
import { badRequest, orRefusal, Undone } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type User } from '../domain/user.js';
import { hashPassword } from '../sign-in/passwords.js';
import { UserStore } from '../store/user-store.js';
import { passwordFault } from '../use-cases/update-user.js';
import { InvitationStore } from './invitation-store.js';
import { Invitations } from './invitations.js';

/** Where a claim comes from; nobody is signed in yet. */
export type ClaimOrigin = Pick<Actor, 'ip' | 'requestId'>;

/** Sets the password of the user an invitation is for. It works once, until it expires. */
@Injectable()
export class ClaimInvitation {
  constructor(
    private readonly invitations: Invitations,
    private readonly store: InvitationStore,
    private readonly users: UserStore,
    private readonly audit: AuditStore,
  ) {}

  async run(request: ClaimInvitationRequest, origin: ClaimOrigin, now: Date): Promise<Result<User>> {
    const fault = passwordFault(request.password);
    if (fault) return badRequest('password', fault);
    const found = await this.invitations.read(request.invitation_link);
    if (!found.ok || !isOpen(found.value, request, now)) return { ok: false, failure: NOT_OPEN };
    const passwordHash = await hashPassword(request.password);
    return orRefusal(
      this.store.transaction((manager) => this.claim(manager, request, passwordHash, origin, now)),
    );
  }

  private async claim(
    manager: EntityManager,
    request: ClaimInvitationRequest,
    passwordHash: string,
    origin: ClaimOrigin,
    now: Date,
  ): Promise<Result<User>> {
    const invitation = await this.store.lock(manager, request.invitation_link);
    const [user] = invitation ? await this.users.lock(manager, [invitation.userId]) : [];
    if (!invitation || !user || !isOpen(invitation, request, now))
      throw new Undone({ ok: false, failure: NOT_OPEN });
    const { userId } = user;
    const written = { passwordHash, updatedAt: now, updatedBy: userId };
    await this.users.update(manager, userId, written);
    await this.store.update(manager, invitation.id, {
      isAccepted: true,
      acceptedAt: now,
      updatedAt: now,
      updatedBy: userId,
    });
    const caller = { role: user.userRole, userId, teamId: null, keyHash: '', via: 'session' as const };
    await this.audit.record(manager, [
      {
        actor: { ...origin, caller, changedBy: null },
        at: now,
        action: 'updated',
        objectType: 'user',
        objectId: userId,
        before: {},
        after: { password: 'chosen by invitation' },
      },
    ]);
    return ok({ ...user, ...written });
  }
}

function isOpen(
  invitation: { isAccepted: boolean; expiresAt: Date; userId: string },
  { user_id: userId }: ClaimInvitationRequest,
  now: Date,
): boolean {
  return !invitation.isAccepted && invitation.expiresAt > now && (!userId || userId === invitation.userId);
}

/** One text for all that can be wrong with a link, so that it tells nothing to who guesses. */
const NOT_OPEN: Failure = {
  class: 'AuthenticationError',
  message: 'This invitation does not exist, has expired, or was used already. Ask an admin for a new one.',
  param: 'invitation_link',
};

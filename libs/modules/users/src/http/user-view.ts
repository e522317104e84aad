import { type InvitationView, type UserView } from '@tollgate/core';
import {
  type OrganizationMember,
  organizationMembershipViewOf,
  spenderViewOf,
} from '@tollgate/organizations';
import { type User } from '../domain/user.js';
import { type Invitation } from '../invitations/invitation-store.js';

/** A user's row in the wire's names and units; never the password. `organizations` null: they were not looked up. */
export function userViewOf(
  user: User,
  teams: readonly string[],
  organizations: readonly OrganizationMember[] | null = null,
): UserView {
  return {
    ...spenderViewOf(user),
    user_id: user.userId,
    user_alias: user.userAlias,
    user_email: user.userEmail,
    user_role: user.userRole,
    sso_user_id: user.ssoUserId,
    teams: [...teams],
    organization_memberships: organizations && organizations.map(organizationMembershipViewOf),
    allowed_cache_controls: user.allowedCacheControls,
    policies: user.policies,
  };
}

export function invitationViewOf(invitation: Invitation): InvitationView {
  return {
    id: invitation.id,
    user_id: invitation.userId,
    is_accepted: invitation.isAccepted,
    accepted_at: invitation.acceptedAt && invitation.acceptedAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
    created_at: invitation.createdAt.toISOString(),
    created_by: invitation.createdBy,
    updated_at: invitation.updatedAt.toISOString(),
    updated_by: invitation.updatedBy,
  };
}

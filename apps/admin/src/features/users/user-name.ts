import { type Role, type UserView } from '@tollgate/core';
import { shortId } from '@tollgate/ui';

/** What people call a user. */
export function nameOfUser(user: Pick<UserView, 'user_id' | 'user_email' | 'user_alias'>): string {
  return user.user_alias ?? user.user_email ?? shortId(user.user_id);
}

/** Roles as people call them. */
export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  proxy_admin: 'Admin',
  proxy_admin_viewer: 'Admin, reads only',
  internal_user: 'User',
  internal_user_viewer: 'User, reads only',
};

/** What a role may do, in half a sentence. */
export const ROLE_NOTES: Readonly<Record<Role, string>> = {
  proxy_admin: 'Sees and changes everything.',
  proxy_admin_viewer: 'Sees everything, changes nothing.',
  internal_user: 'Makes keys, sees what is his own.',
  internal_user_viewer: 'Sees what is his own.',
};

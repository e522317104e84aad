import { badRequest } from '@tollgate/organizations';
import { type UserConflict } from '../store/user-store.js';

export function userConflictRefusal(conflict: UserConflict) {
  switch (conflict) {
    case 'id taken':
      return badRequest('user_id', 'A user with this user_id exists already');
    case 'email taken':
      return badRequest('user_email', 'A user with this user_email exists already');
    case 'sso id taken':
      return badRequest('sso_user_id', 'A user with this sso_user_id exists already');
  }
}

export { type User } from './domain/user.js';
export { InvitationRow } from './invitations/invitation-row.js';
export { UserRow } from './store/user-row.js';
export { UserStore } from './store/user-store.js';
export { UsersModule } from './users.module.js';

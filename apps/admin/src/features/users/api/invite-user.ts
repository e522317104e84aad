import { type InvitationView } from '@tollgate/core';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { gatewayUrl } from '../../../shared/api/root-path.js';
import { useWrite } from '../../../shared/api/use-write.js';

/** POST /invitation/new: the id of the reply is the secret of the link. */
export function inviteUser(userId: string): Promise<InvitationView> {
  return write('POST', '/invitation/new', {
    body: { user_id: userId },
    expect: hasFields<InvitationView>('id', 'expires_at'),
  });
}

export const useInviteUser = () => useWrite(inviteUser);

/** What the invited person opens. */
export const invitationLink = (invitationId: string): string =>
  `${gatewayUrl()}/ui/invitation?invitation_id=${encodeURIComponent(invitationId)}`;

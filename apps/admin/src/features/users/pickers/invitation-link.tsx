import { type InvitationView } from '@tollgate/core';
import { SecretReveal, TimeText } from '@tollgate/ui';
import { Stack, Text } from '@mantine/core';
import { invitationLink } from '../api/invite-user.js';

export interface InvitationLinkProps {
  invitation: InvitationView;
  /** Whom it is for. */
  name: string;
}

/** A link to hand on; whoever has it chooses the password. */
export function InvitationLink({ invitation, name }: InvitationLinkProps) {
  return (
    <Stack gap="xs">
      <SecretReveal
        secret={invitationLink(invitation.id)}
        what="link"
        why={`Send it to ${name}: it works once, and whoever opens it chooses the password.`}
      />
      <Text fz="sm" c="dimmed">
        It expires <TimeText iso={invitation.expires_at} />. A new one can be made at any time.
      </Text>
    </Stack>
  );
}

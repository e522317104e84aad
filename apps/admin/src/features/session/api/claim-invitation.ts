import { type ClaimInvitationRequest } from '@tollgate/core';
import { useMutation } from '@tanstack/react-query';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** Whose password was chosen. */
export interface ClaimedUser {
  user_id: string;
  user_email: string | null;
}

/** POST /onboarding/claim_token: chooses the password of the user an invitation is for. */
export function claimInvitation(request: ClaimInvitationRequest): Promise<ClaimedUser> {
  return write('POST', '/onboarding/claim_token', {
    body: request,
    expect: hasFields<ClaimedUser>('user_id'),
  });
}

export const useClaimInvitation = () => useMutation({ mutationFn: claimInvitation });

import { PASSWORD_LIMITS } from '@tollgate/core';
import { Alert, Button, Paper, PasswordInput, Stack } from '@mantine/core';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { useClaimInvitation } from './api/claim-invitation.js';
import { useSignIn } from './api/sign-in.js';
import { EntryPage } from './entry-page.js';
import { rememberSignInWay } from './sign-in-way.js';

export interface InvitationPageProps {
  /** The secret of the link. */
  invitation: string;
  onSignedIn: () => void;
}

/** Where an invitation's link leads: one chooses a password and is in. */
export function InvitationPage({ invitation, onSignedIn }: InvitationPageProps) {
  const claim = useClaimInvitation();
  const signIn = useSignIn();
  const { form, onSubmit, pending, failure } = useApiForm<{ password: string; again: string }>({
    initialValues: { password: '', again: '' },
    validate: {
      password: (password: string) =>
        password.length < PASSWORD_LIMITS.min ? `At least ${PASSWORD_LIMITS.min} characters` : null,
      again: (again, { password }) => (again === password ? null : 'This is not the same password'),
    },
    submit: async ({ password }) => {
      const { user_id: user } = await claim.mutateAsync({ invitation_link: invitation, password });
      await signIn.mutateAsync({ user, password });
      rememberSignInWay('user');
      onSignedIn();
    },
  });
  return (
    <EntryPage
      title="Accept the invitation"
      lead="Choose a password. Afterwards you sign in with your e-mail address and this password."
    >
      <Paper component="form" p="lg" onSubmit={onSubmit} noValidate>
        <Stack>
          <PasswordInput
            label="Password"
            description={`At least ${PASSWORD_LIMITS.min} characters; a few words are easier to remember than signs.`}
            autoComplete="new-password"
            autoFocus
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label="Password again"
            autoComplete="new-password"
            {...form.getInputProps('again')}
          />
          {failure !== null && (
            <Alert role="alert" color="red" variant="light" p="xs">
              {failure}
            </Alert>
          )}
          <Button type="submit" loading={pending} fullWidth>
            Set password and sign in
          </Button>
        </Stack>
      </Paper>
    </EntryPage>
  );
}

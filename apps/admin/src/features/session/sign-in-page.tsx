import { Alert, Button, Paper, PasswordInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type SignInRequest } from '@tollgate/core';
import { InlineCode } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { useSignIn } from './api/sign-in.js';
import { EntryPage } from './entry-page.js';
import { rememberSignInWay, type SignInWay } from './sign-in-way.js';

export interface SignInPageProps {
  /** True when a page was asked for that needs a session. */
  returning: boolean;
  way: SignInWay;
  onWay: (way: SignInWay) => void;
  onSignedIn: () => void;
}

/** Trades a password or the master key for a session. */
export function SignInPage({ returning, way, onWay, onSignedIn }: SignInPageProps) {
  return (
    <EntryPage
      title="Sign in"
      lead={returning ? 'Sign in to go on where you were.' : 'Keys, spend and logs of your gateway.'}
    >
      <SegmentedControl
        fullWidth
        aria-label="Sign in with"
        value={way}
        onChange={(value) => onWay(value === 'user' ? 'user' : 'master-key')}
        data={[
          { value: 'user', label: 'As a user' },
          { value: 'master-key', label: 'As the operator' },
        ]}
      />
      {way === 'user' ? <AsUser onSignedIn={onSignedIn} /> : <WithMasterKey onSignedIn={onSignedIn} />}
    </EntryPage>
  );
}

type Way = Pick<SignInPageProps, 'onSignedIn'>;

function AsUser({ onSignedIn }: Way) {
  const signIn = useSignIn();
  const form = useApiForm({
    initialValues: { user: '', password: '' },
    validate: {
      user: (user: string) => (user.trim() === '' ? 'Enter your e-mail address' : null),
      password: (password: string) => (password === '' ? 'Enter your password' : null),
    },
    submit: async ({ user, password }) => {
      await signIn.mutateAsync({ user: user.trim(), password });
      rememberSignInWay('user');
      onSignedIn();
    },
  });
  return (
    <SignInForm
      form={form}
      note="No password yet? An admin invites you with a link on the Users page; a forgotten password is renewed the same way."
    >
      <TextInput
        label="E-mail address or user id"
        autoComplete="username"
        autoFocus
        {...form.form.getInputProps('user')}
        aria-invalid={form.form.errors.user !== undefined}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        {...form.form.getInputProps('password')}
        aria-invalid={form.form.errors.password !== undefined}
      />
    </SignInForm>
  );
}

function WithMasterKey({ onSignedIn }: Way) {
  const signIn = useSignIn();
  const form = useApiForm({
    initialValues: { key: '' },
    validate: { key: (key: string) => (key.trim() === '' ? 'Enter the master key' : null) },
    submit: async ({ key }) => {
      const request: SignInRequest = { key: key.trim() };
      await signIn.mutateAsync(request);
      rememberSignInWay('master-key');
      onSignedIn();
    },
  });
  return (
    <SignInForm
      form={form}
      note={
        <>
          The master key is <InlineCode>general_settings.master_key</InlineCode> of your configuration.
          Without one, Tollgate made a key at first start, printed it once and keeps it in its data directory.
        </>
      }
    >
      <PasswordInput
        label="Master key"
        description="Traded for a session cookie; this browser does not keep the key."
        placeholder="sk-…"
        autoComplete="current-password"
        autoFocus
        {...form.form.getInputProps('key')}
        aria-invalid={form.form.errors.key !== undefined}
      />
    </SignInForm>
  );
}

interface SignInFormProps {
  form: { onSubmit: React.ComponentProps<'form'>['onSubmit']; pending: boolean; failure: string | null };
  note: ReactNode;
  children: ReactNode;
}

function SignInForm({ form, note, children }: SignInFormProps) {
  return (
    <>
      <Paper component="form" p="lg" onSubmit={form.onSubmit} noValidate>
        <Stack>
          {children}
          {form.failure !== null && (
            <Alert role="alert" color="red" variant="light" p="xs">
              {form.failure}
            </Alert>
          )}
          <Button type="submit" loading={form.pending} fullWidth>
            Sign in
          </Button>
        </Stack>
      </Paper>
      <Text c="dimmed" fz="xs">
        {note}
      </Text>
    </>
  );
}

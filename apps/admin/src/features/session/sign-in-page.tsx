import { Alert, Box, Button, Center, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { InlineCode } from '@tollgate/ui';
import { useState } from 'react';
import { applyFormError } from '../../shared/api/apply-form-error.js';
import { Brand } from '../../shared/brand.js';
import { useSignIn } from './api/sign-in.js';

const FIELDS = new Set(['key']);

export interface SignInPageProps {
  /** True when a page was asked for that needs a session. */
  returning: boolean;
  onSignedIn: () => void;
}

/** The one page that needs no session. */
export function SignInPage({ returning, onSignedIn }: SignInPageProps) {
  const signIn = useSignIn();
  const [failure, setFailure] = useState<string | null>(null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { key: '' },
    validate: { key: (key) => (key.trim() === '' ? 'Enter the master key' : null) },
  });
  const submit = form.onSubmit(({ key }) => {
    setFailure(null);
    signIn.mutate(
      { key: key.trim() },
      {
        onSuccess: onSignedIn,
        onError: (error) =>
          setFailure(applyFormError(error, FIELDS, (field, message) => form.setFieldError(field, message))),
      },
    );
  });
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>Sign in · Tollgate</title>
      <Box w="100%" maw={380}>
        <Stack gap="lg">
          <Brand size={34} />
          <Box>
            <Title order={1} fz={22}>
              Sign in
            </Title>
            <Text c="dimmed" fz="sm">
              {returning ? 'Sign in to go on where you were.' : 'Keys, spend and logs of your gateway.'}
            </Text>
          </Box>
          <Paper component="form" p="lg" onSubmit={submit} noValidate>
            <Stack>
              <PasswordInput
                label="Master key"
                description="Traded for a session cookie; this browser does not keep the key."
                placeholder="sk-…"
                autoComplete="current-password"
                autoFocus
                key={form.key('key')}
                {...form.getInputProps('key')}
                aria-invalid={form.errors.key !== undefined}
              />
              {failure !== null && (
                <Alert role="alert" color="red" variant="light" p="xs">
                  {failure}
                </Alert>
              )}
              <Button type="submit" loading={signIn.isPending} fullWidth>
                Sign in
              </Button>
            </Stack>
          </Paper>
          <Text c="dimmed" fz="xs">
            The master key is <InlineCode>general_settings.master_key</InlineCode> of your configuration.
            Without one, Tollgate made a key at first start, printed it once and keeps it in its data
            directory.
          </Text>
        </Stack>
      </Box>
    </Center>
  );
}

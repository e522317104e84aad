import { type ProviderField, type ProviderForm } from '@tollgate/core';
import { PasswordInput, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { MoreFields } from '../../shared/form/more-fields.js';
import { type ModelFormValues } from './model-fields.js';

export interface ProviderSelectProps {
  providers: readonly ProviderForm[];
  value?: string;
  onChange?: (provider: string) => void;
  error?: React.ReactNode;
  autoFocus: boolean;
}

/** Any provider of the registry, found by its name or prefix. */
export function ProviderSelect({ providers, value, onChange, autoFocus, ...input }: ProviderSelectProps) {
  return (
    <Select
      label="Provider"
      placeholder="Search by name"
      searchable
      limit={100}
      nothingFoundMessage="No such provider. Servers that speak OpenAI's API: OpenAI-compatible."
      data={providers.map(({ provider, provider_display_name: name }) => ({
        value: provider,
        label: `${name} (${provider})`,
      }))}
      {...(autoFocus && { 'data-autofocus': true })}
      {...input}
      value={value === '' || value === undefined ? null : value}
      onChange={(next) => onChange?.(next ?? '')}
    />
  );
}

export interface CredentialFieldsProps {
  provider: ProviderForm;
  form: UseFormReturnType<ModelFormValues>;
  /** A model that exists keeps the secrets that are not typed anew. */
  kept: boolean;
}

/** What the registry says that a model of the provider needs. */
export function CredentialFields({ provider, form, kept }: CredentialFieldsProps) {
  const [opened, setOpened] = useState(false);
  const first = provider.credential_fields.filter((field) => field.required || field.key === 'api_key');
  const rest = provider.credential_fields.filter((field) => !first.includes(field));
  const faulty = rest.some(({ key }) => form.errors[`credentials.${key}`] !== undefined);
  const show = (fields: readonly ProviderField[]) =>
    fields.map((field) => (
      <CredentialInput
        key={field.key}
        field={field}
        kept={kept}
        {...form.getInputProps(`credentials.${field.key}`)}
      />
    ));
  return (
    <Stack>
      {show(first)}
      {rest.length > 0 && (
        <MoreFields label="Address and sign-in" opened={opened || faulty} onToggle={setOpened}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            {show(rest)}
          </SimpleGrid>
        </MoreFields>
      )}
    </Stack>
  );
}

interface CredentialInputProps {
  field: ProviderField;
  kept: boolean;
  value?: string;
  onChange?: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  error?: React.ReactNode;
}

function CredentialInput({ field, kept, value = '', ...input }: CredentialInputProps) {
  const secret = field.field_type !== 'text';
  const look = {
    label: field.label,
    description: field.tooltip,
    placeholder: kept && secret ? 'Unchanged' : (field.placeholder ?? ''),
    value,
    autoComplete: 'off',
  };
  switch (field.field_type) {
    case 'password':
      return <PasswordInput {...look} {...input} autoComplete="new-password" />;
    case 'textarea':
      return <Textarea {...look} {...input} autosize minRows={2} maxRows={6} />;
    case 'text':
      return <TextInput {...look} {...input} />;
  }
}

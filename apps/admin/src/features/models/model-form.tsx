import { type ModelInfo, type ProviderForm } from '@tollgate/core';
import { SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormFoot } from '../../shared/form/form-foot.js';
import { MoreFields } from '../../shared/form/more-fields.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import {
  LIMIT_NAMES,
  modelRules,
  placeOfModelField,
  PRICE_NAMES,
  toModelChange,
  toNewModel,
  type ModelFormValues,
} from './model-fields.js';
import { FurtherFields, LimitFields, PriceFields, UseFields } from './model-form-parts.js';
import { CredentialFields, ProviderSelect } from './provider-fields.js';
import { TestConnection } from './test-connection-button.js';

export interface ModelFormProps {
  providers: readonly ProviderForm[];
  initial: ModelFormValues;
  /** The model that is changed; null: a new one is made. */
  model: ModelInfo | null;
  submitLabel: string;
  /** Sends it; the API's refusal is shown at its field, or at the foot of the form. */
  submit: (values: ModelFormValues) => Promise<unknown>;
  onCancel: () => void;
}

/** Members of `litellm_params` that a provider's form asks for. */
export function credentialKeysOf(providers: readonly ProviderForm[], provider: string): string[] {
  return formOf(providers, provider)?.credential_fields.map(({ key }) => key) ?? [];
}

const formOf = (providers: readonly ProviderForm[], provider: string) =>
  providers.find((form) => form.provider === provider);

type Part = 'limits' | 'prices' | 'use' | 'further';

const PART_OF = new Map<string, Part>([
  ...[...LIMIT_NAMES, 'tags'].map((name) => [name, 'limits'] as const),
  ...PRICE_NAMES.map((name) => [name, 'prices'] as const),
  ...['team_id', 'access_groups', 'mode', 'base_model'].map((name) => [name, 'use'] as const),
  ['further', 'further'],
]);

/** Whose model it is, by which name, with which key; the rest behind lines that name it. */
export function ModelForm({ providers, initial, model, submitLabel, submit, onCancel }: ModelFormProps) {
  const [opened, setOpened] = useState<ReadonlySet<Part>>(new Set());
  const open = (part: Part, shown: boolean) =>
    setOpened((old) => new Set(shown ? [...old, part] : [...old].filter((other) => other !== part)));
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: modelRules,
    submit,
    placeOf: (field, { provider: chosen }) => placeOfModelField(field, credentialKeysOf(providers, chosen)),
    onFault: (field) => {
      const part = PART_OF.get(field);
      if (part) open(part, true);
    },
  });
  const provider = formOf(providers, form.values.provider);
  const part = (name: Part) => ({
    opened: opened.has(name),
    onToggle: (shown: boolean) => open(name, shown),
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <ProviderSelect
          providers={providers}
          autoFocus={model === null}
          {...form.getInputProps('provider')}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            label="Model"
            description="As the provider calls it."
            placeholder={provider?.default_model_placeholder ?? ''}
            {...form.getInputProps('model')}
          />
          <TextInput
            label="Public name"
            description="What clients ask for."
            placeholder={form.values.model.trim() || 'The same'}
            {...form.getInputProps('model_name')}
          />
        </SimpleGrid>
        {provider && (
          <CredentialFields key={provider.provider} provider={provider} form={form} kept={model !== null} />
        )}
        <MoreFields label="Share, limits and times" {...part('limits')}>
          <LimitFields form={form} />
        </MoreFields>
        <MoreFields label="Prices" {...part('prices')}>
          <PriceFields form={form} model={model} />
        </MoreFields>
        <MoreFields label="Who may use it, and what it is" {...part('use')}>
          <UseFields form={form} />
        </MoreFields>
        <MoreFields label="Further parameters" {...part('further')}>
          <FurtherFields form={form} />
        </MoreFields>
        <TestConnection
          request={() => (form.validate().hasErrors ? null : testOf(form.values, initial, model, providers))}
        />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

/** What is typed; of an existing model only what differs, so that its stored key is tried. */
function testOf(
  values: ModelFormValues,
  initial: ModelFormValues,
  model: ModelInfo | null,
  providers: readonly ProviderForm[],
) {
  const keys = credentialKeysOf(providers, values.provider);
  const { litellm_params: typed } = toNewModel(values, keys);
  const mode = values.mode === '' ? {} : { mode: values.mode };
  if (model === null) return { litellm_params: typed, ...mode };
  const { litellm_params: changed } = toModelChange(initial, values, keys);
  const id = model.model_info.id;
  return { litellm_params: { ...changed, model: typed['model'] }, ...mode, model_info: { id } };
}

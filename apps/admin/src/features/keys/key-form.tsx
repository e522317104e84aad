import { Autocomplete, Group, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType } from '@mantine/form';
import { useState, type ReactNode } from 'react';
import { FormFoot } from '../../shared/form/form-foot.js';
import { MoreFields } from '../../shared/form/more-fields.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { BudgetFields, RateFields } from '../../shared/limits/limit-fields.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { useAccess } from '../session/api/access.js';
import { TeamSelect } from '../teams/pickers/team-select.js';
import { UserSelect } from '../users/pickers/user-select.js';
import { keyFormRules, type KeyFormValues } from './key-form-values.js';

export interface KeyFormProps {
  initial: KeyFormValues;
  submitLabel: string;
  /** Sends it; the API's refusal is shown at its field, or at the foot of the form. */
  submit: (values: KeyFormValues) => Promise<unknown>;
  onCancel: () => void;
  /** Under the expiry field: what is so now. */
  expiryNote: ReactNode;
  expiryPlaceholder: string;
  advancedOpen: boolean;
}

type Form = UseFormReturnType<KeyFormValues>;

const ADVANCED: readonly string[] = [
  'team_id',
  'user_id',
  'duration',
  'rpm_limit',
  'tpm_limit',
  'max_parallel_requests',
  'tags',
  'metadata',
] satisfies (keyof KeyFormValues)[];

/** Three fields, and the rest behind "Owner, limits, expiry, tags". */
export function KeyForm(props: KeyFormProps) {
  const [advanced, setAdvanced] = useState(props.advancedOpen);
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: props.initial,
    validate: keyFormRules,
    submit: props.submit,
    onFault: (field) => {
      if (ADVANCED.includes(field)) setAdvanced(true);
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          description="Who or what uses it; must be unique."
          placeholder="search-backend"
          data-autofocus
          {...form.getInputProps('key_alias')}
        />
        <ModelsInput {...form.getInputProps('models')} />
        <BudgetFields field={(name) => form.getInputProps(name)} />
        <MoreFields label="Owner, limits, expiry, tags" opened={advanced} onToggle={setAdvanced}>
          <AdvancedFields form={form} note={props.expiryNote} placeholder={props.expiryPlaceholder} />
        </MoreFields>
        <FormFoot
          submitLabel={props.submitLabel}
          pending={pending}
          failure={failure}
          onCancel={props.onCancel}
        />
      </Stack>
    </form>
  );
}

function AdvancedFields({ form, note, placeholder }: { form: Form; note: ReactNode; placeholder: string }) {
  return (
    <>
      <OwnerFields form={form} />
      <Autocomplete
        label="Expires after"
        description={note}
        placeholder={placeholder}
        data={['1d', '7d', '30d', '90d', 'never']}
        {...form.getInputProps('duration')}
      />
      <RateFields field={(name) => form.getInputProps(name)} />
      <TagsInput
        label="Tags"
        description="Spend can be reported by tag."
        placeholder={form.values.tags.length === 0 ? 'Type and press Enter' : ''}
        {...form.getInputProps('tags')}
      />
      <Textarea
        label="Metadata"
        description="A JSON object; kept with the key."
        placeholder='{"project": "search"}'
        autosize
        minRows={2}
        maxRows={8}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.getInputProps('metadata')}
      />
    </>
  );
}

/** Which team pays as well, and, for admins, whose key it is. */
function OwnerFields({ form }: { form: Form }) {
  const { isAdmin } = useAccess();
  const { team_id: team, user_id: user } = form.values;
  return (
    <Group align="flex-start" grow gap="sm">
      <TeamSelect
        label="Team"
        description="Its budget and limits bind the key as well."
        placeholder="None"
        value={team === '' ? null : team}
        onChange={(id) => form.setFieldValue('team_id', id ?? '')}
        error={form.errors.team_id}
      />
      {isAdmin && (
        <UserSelect
          label="Owner"
          description="Whose budget and spend it counts in."
          placeholder="Yourself"
          value={user === '' ? null : user}
          onChange={(id) => form.setFieldValue('user_id', id ?? '')}
          error={form.errors.user_id}
        />
      )}
    </Group>
  );
}

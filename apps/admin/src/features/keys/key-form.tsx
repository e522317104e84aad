import {
  Alert,
  Button,
  Collapse,
  Group,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
  UnstyledButton,
  Autocomplete,
} from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { durationWords } from '@tollgate/ui';
import { useState, type ReactNode } from 'react';
import { applyFormError } from '../../shared/api/apply-form-error.js';
import { modelGroupsQuery } from '../models/api/list-model-groups.js';
import { KEY_FORM_FIELDS, keyFormRules, type KeyFormValues } from './key-form-values.js';

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

const ADVANCED: readonly (keyof KeyFormValues)[] = [
  'duration',
  'rpm_limit',
  'tpm_limit',
  'max_parallel_requests',
  'tags',
  'metadata',
];

/** Three fields, and the rest behind "Limits, expiry, tags". */
export function KeyForm(props: KeyFormProps) {
  const [advanced, setAdvanced] = useState(props.advancedOpen);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const form = useForm({
    initialValues: props.initial,
    validate: keyFormRules,
    onSubmitPreventDefault: 'always',
  });
  const showField = (field: string) => {
    if (ADVANCED.some((name) => name === field)) setAdvanced(true);
  };
  const submit = form.onSubmit(
    async (values) => {
      setFailure(null);
      setPending(true);
      try {
        await props.submit(values);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        setFailure(
          applyFormError(error, KEY_FORM_FIELDS, (field, message) => {
            showField(field);
            form.setFieldError(field, message);
          }),
        );
      } finally {
        setPending(false);
      }
    },
    (errors) => Object.keys(errors).forEach(showField),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <MainFields form={form} />
        <UnstyledButton
          onClick={() => setAdvanced(!advanced)}
          aria-expanded={advanced}
          fz="sm"
          fw={500}
          c="var(--mantine-color-anchor)"
        >
          <Group gap={4}>
            {advanced ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
            Limits, expiry, tags
          </Group>
        </UnstyledButton>
        <Collapse expanded={advanced}>
          <AdvancedFields form={form} note={props.expiryNote} placeholder={props.expiryPlaceholder} />
        </Collapse>
        {failure !== null && (
          <Alert role="alert" color="red" variant="light" p="xs">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            {props.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const RESET_PERIODS = ['1d', '7d', '30d', '1mo'];

function MainFields({ form }: { form: Form }) {
  const groups = useQuery(modelGroupsQuery);
  const period = form.values.budget_duration;
  const periods =
    period === '' || RESET_PERIODS.includes(period) ? RESET_PERIODS : [period, ...RESET_PERIODS];
  return (
    <>
      <TextInput
        label="Name"
        description="Who or what uses it; must be unique."
        placeholder="search-backend"
        data-autofocus
        {...form.getInputProps('key_alias')}
      />
      <TagsInput
        label="Models"
        description="Empty: every model. Wildcards such as openai/* are allowed."
        placeholder={form.values.models.length === 0 ? 'Every model' : ''}
        data={groups.data?.map((group) => group.model_group) ?? []}
        clearable
        {...form.getInputProps('models')}
      />
      <Group align="flex-start" grow gap="sm">
        <NumberInput
          label="Budget (USD)"
          description="Requests beyond it are refused."
          placeholder="No limit"
          min={0}
          decimalScale={6}
          hideControls
          thousandSeparator=","
          prefix="$"
          {...form.getInputProps('max_budget')}
        />
        <Select
          label="Budget resets"
          description="When its spend starts over."
          placeholder="Never"
          clearable
          data={periods.map((value) => ({ value, label: `every ${durationWords(value)}` }))}
          {...form.getInputProps('budget_duration')}
          value={period === '' ? null : period}
          onChange={(value: string | null) => form.setFieldValue('budget_duration', value ?? '')}
        />
      </Group>
    </>
  );
}

function AdvancedFields({ form, note, placeholder }: { form: Form; note: ReactNode; placeholder: string }) {
  const limit = { placeholder: 'No limit', min: 0, allowDecimal: false, hideControls: true };
  return (
    <Stack>
      <Autocomplete
        label="Expires after"
        description={note}
        placeholder={placeholder}
        data={['1d', '7d', '30d', '90d', 'never']}
        {...form.getInputProps('duration')}
      />
      <Group align="flex-start" grow gap="sm" preventGrowOverflow={false}>
        <NumberInput
          label="Requests per minute"
          thousandSeparator=","
          {...limit}
          {...form.getInputProps('rpm_limit')}
        />
        <NumberInput
          label="Tokens per minute"
          thousandSeparator=","
          {...limit}
          {...form.getInputProps('tpm_limit')}
        />
        <NumberInput label="Parallel requests" {...limit} {...form.getInputProps('max_parallel_requests')} />
      </Group>
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
    </Stack>
  );
}

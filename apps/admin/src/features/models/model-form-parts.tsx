import { type ModelInfo } from '@tollgate/core';
import { NumberInput, Select, SimpleGrid, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType } from '@mantine/form';
import { perMillionTokens } from '@tollgate/ui';
import { TeamSelect } from '../teams/pickers/team-select.js';
import { priceSource } from './model-columns.js';
import { PRICE_NAMES, type LimitName, type ModelFormValues, type PriceName } from './model-fields.js';

type Form = UseFormReturnType<ModelFormValues>;

const LIMITS: readonly { name: LimitName; label: string; description: string; whole: boolean }[] = [
  { name: 'weight', label: 'Weight', description: 'Its share among its name.', whole: false },
  { name: 'order', label: 'Order', description: 'Lower ones are tried first.', whole: true },
  { name: 'rpm', label: 'Requests a minute', description: 'At most.', whole: true },
  { name: 'tpm', label: 'Tokens a minute', description: 'At most.', whole: true },
  { name: 'max_parallel_requests', label: 'Calls at the same time', description: 'At most.', whole: true },
  { name: 'timeout', label: 'Timeout (s)', description: 'For a whole call.', whole: false },
  { name: 'stream_timeout', label: 'First content (s)', description: 'Of a stream, at most.', whole: false },
  { name: 'num_retries', label: 'Retries', description: 'Of a call that failed.', whole: true },
  { name: 'cooldown_time', label: 'Cooldown (s)', description: 'After too many failures.', whole: false },
];

/** How much it is given, and for how long it is waited for. */
export function LimitFields({ form }: { form: Form }) {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        {LIMITS.map(({ name, label, description, whole }) => (
          <NumberInput
            key={name}
            label={label}
            description={description}
            placeholder="Not set"
            min={0}
            allowDecimal={!whole}
            hideControls
            thousandSeparator=","
            {...form.getInputProps(name)}
          />
        ))}
      </SimpleGrid>
      <TagsInput
        label="Tags"
        description="Calls with such a tag may be routed here."
        placeholder={form.values.tags.length === 0 ? 'Type and press Enter' : ''}
        {...form.getInputProps('tags')}
      />
    </Stack>
  );
}

const PRICE_LABELS: Readonly<Record<PriceName, string>> = {
  input_cost_per_token: 'Input',
  output_cost_per_token: 'Output',
  cache_read_input_token_cost: 'Read from cache',
  cache_creation_input_token_cost: 'Written to cache',
};

/** Prices of one's own, before those that are published. */
export function PriceFields({ form, model }: { form: Form; model: ModelInfo | null }) {
  const known = model?.model_info.price_source;
  return (
    <Stack gap="xs">
      <Text fz="sm" c="dimmed">
        {model && known
          ? `Now ${perMillionTokens(model.model_info.input_cost_per_token)} in and ${perMillionTokens(model.model_info.output_cost_per_token)} out, ${priceSource(model)}. `
          : ''}
        USD per million tokens. Empty: what the provider publishes, where the catalogue knows the model.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {PRICE_NAMES.map((name) => (
          <NumberInput
            key={name}
            label={PRICE_LABELS[name]}
            placeholder="As published"
            min={0}
            decimalScale={9}
            hideControls
            prefix="$"
            {...form.getInputProps(name)}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

const MODES = [
  ...['chat', 'completion', 'embedding', 'image_generation', 'image_edit', 'audio_transcription'],
  ...['audio_speech', 'rerank', 'moderation', 'responses'],
];

/** Whose it is, and what it is good for. */
export function UseFields({ form }: { form: Form }) {
  const { team_id: team, mode } = form.values;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TeamSelect
          label="Only for the team"
          placeholder="Everybody"
          value={team === '' ? null : team}
          onChange={(id) => form.setFieldValue('team_id', id ?? '')}
          error={form.errors['team_id']}
        />
        <TagsInput
          label="Access groups"
          placeholder={form.values.access_groups.length === 0 ? 'Type and press Enter' : ''}
          {...form.getInputProps('access_groups')}
        />
        <Select
          label="Kind of calls"
          placeholder="Chat"
          clearable
          data={MODES}
          {...form.getInputProps('mode')}
          value={mode === '' ? null : mode}
          onChange={(next: string | null) => form.setFieldValue('mode', next ?? '')}
        />
        <TextInput
          label="Real model"
          description="For prices, where the name does not tell."
          placeholder="gpt-4o"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('base_model')}
        />
      </SimpleGrid>
    </Stack>
  );
}

/** Anything else of `litellm_params`. */
export function FurtherFields({ form }: { form: Form }) {
  return (
    <Textarea
      label="Parameters"
      description="A JSON object of more litellm_params, such as a default temperature."
      placeholder='{"temperature": 0.2}'
      autosize
      minRows={2}
      maxRows={10}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      {...form.getInputProps('further')}
    />
  );
}

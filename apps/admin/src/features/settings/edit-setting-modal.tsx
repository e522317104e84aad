import { type SettingView } from '@tollgate/core';
import { Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { useUpdateSetting } from './api/update-setting.js';
import { editableText, inputOf, readValue, type SettingInput } from './setting-value.js';

export interface EditSettingModalProps {
  /** null: closed. */
  setting: SettingView | null;
  onClose: () => void;
}

/** Changes one setting for every process, without a restart. */
export function EditSettingModal({ setting, onClose }: EditSettingModalProps) {
  return (
    <FormModal opened={setting !== null} onClose={onClose} title={setting?.field_name ?? ''}>
      {setting && <EditForm setting={setting} onClose={onClose} />}
    </FormModal>
  );
}

function EditForm({ setting, onClose }: { setting: SettingView; onClose: () => void }) {
  const update = useUpdateSetting();
  const input = inputOf(setting);
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: { value: editableText(setting) },
    validate: {
      value: (text: unknown) =>
        readValue(String(text), input) === undefined ? `Expected ${setting.expected}` : null,
    },
    // Whatever the API says of it, this is the one field there is.
    placeOf: () => 'value',
    submit: async ({ value }) => {
      await update.mutateAsync({
        config_type: setting.config_type,
        field_name: setting.field_name,
        field_value: readValue(value, input),
      });
      tell(`${setting.field_name} is saved.`);
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Text fz="sm" c="dimmed">
          {setting.field_description}. Expected: {setting.expected}.
          {setting.field_default_value !== null && ` Otherwise: ${setting.field_default_value}.`}
        </Text>
        <ValueInput input={input} options={setting.options ?? []} {...form.getInputProps('value')} />
        <FormFoot submitLabel="Save" pending={pending} failure={failure} onCancel={onClose} />
      </Stack>
    </form>
  );
}

interface ValueInputProps {
  input: SettingInput;
  options: readonly string[];
  value?: string;
  onChange?: (value: string) => void;
  error?: React.ReactNode;
}

function ValueInput({ input, options, value = '', onChange, error }: ValueInputProps) {
  const look = { label: 'Value', error, 'data-autofocus': true };
  switch (input) {
    case 'choice':
    case 'flag':
      return (
        <Select
          {...look}
          allowDeselect={false}
          data={input === 'flag' ? ['true', 'false'] : [...options]}
          value={value === '' ? null : value}
          onChange={(next) => onChange?.(next ?? '')}
        />
      );
    case 'number':
    case 'text':
      return (
        <TextInput
          {...look}
          inputMode={input === 'number' ? 'decimal' : 'text'}
          value={value}
          onChange={(event) => onChange?.(event.currentTarget.value)}
        />
      );
    case 'json':
      return (
        <Textarea
          {...look}
          description="JSON, as in the configuration file."
          autosize
          minRows={4}
          maxRows={18}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={value}
          onChange={(event) => onChange?.(event.currentTarget.value)}
        />
      );
  }
}

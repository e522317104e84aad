import { Stack, TextInput } from '@mantine/core';
import { FormFoot } from '../../shared/form/form-foot.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { KeysSelect } from '../keys/pickers/keys-select.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { TeamsSelect } from '../teams/pickers/teams-select.js';
import { type AccessGroupFormValues, groupRules } from './access-group-form-values.js';

export interface AccessGroupFormProps {
  initial: AccessGroupFormValues;
  submitLabel: string;
  submit: (values: AccessGroupFormValues) => Promise<unknown>;
  onCancel: () => void;
}

/** Name, models, and who has the group. */
export function AccessGroupForm({ initial, submitLabel, submit, onCancel }: AccessGroupFormProps) {
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: initial,
    validate: groupRules,
    submit,
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          placeholder="chat-models"
          data-autofocus
          {...form.getInputProps('access_group_name')}
        />
        <TextInput
          label="What it is for"
          placeholder="What a team may chat with unless it asks for more"
          {...form.getInputProps('description')}
        />
        <ModelsInput
          {...form.getInputProps('access_model_names')}
          placeholder="Type a model and press Enter"
          description="Whoever has the group may use them. Wildcards such as openai/* are allowed."
        />
        <TeamsSelect
          label="Teams"
          description="Their keys may use its models. A team without models of its own has those of its groups only."
          value={form.values.assigned_team_ids}
          onChange={(ids) => form.setFieldValue('assigned_team_ids', ids)}
          error={form.errors.assigned_team_ids}
        />
        <KeysSelect
          label="Keys"
          description="The same for single keys."
          value={form.values.assigned_key_ids}
          onChange={(hashes) => form.setFieldValue('assigned_key_ids', hashes)}
          error={form.errors.assigned_key_ids}
        />
        <FormFoot submitLabel={submitLabel} pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

import { type ModelInfo, type ProviderForm } from '@tollgate/core';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { providersQuery } from './api/list-providers.js';
import { useCreateModel } from './api/create-model.js';
import { useUpdateModel } from './api/update-model.js';
import { EMPTY_MODEL, toModelChange, toModelValues, toNewModel } from './model-fields.js';
import { credentialKeysOf, ModelForm } from './model-form.js';

export interface CreateModelModalProps {
  opened: boolean;
  onClose: () => void;
}

/** Adds a deployment; it serves calls within a second. */
export function CreateModelModal({ opened, onClose }: CreateModelModalProps) {
  const create = useCreateModel();
  return (
    <FormModal opened={opened} onClose={onClose} title="Add a model">
      <WithProviders>
        {(providers) => (
          <ModelForm
            providers={providers}
            initial={EMPTY_MODEL}
            model={null}
            submitLabel="Add model"
            submit={async (values) => {
              const fields = toNewModel(values, credentialKeysOf(providers, values.provider));
              await create.mutateAsync(fields);
              tell(`${fields.model_name} is ready to be called.`);
              onClose();
            }}
            onCancel={onClose}
          />
        )}
      </WithProviders>
    </FormModal>
  );
}

export interface EditModelModalProps {
  /** null: closed. */
  model: ModelInfo | null;
  onClose: () => void;
}

/** Changes a deployment; what is left alone is not sent, and secrets that are not typed anew stay. */
export function EditModelModal({ model, onClose }: EditModelModalProps) {
  return (
    <FormModal opened={model !== null} onClose={onClose} title={`Edit ${model?.litellm_params.model ?? ''}`}>
      <WithProviders>
        {(providers) => model && <EditForm providers={providers} model={model} onClose={onClose} />}
      </WithProviders>
    </FormModal>
  );
}

interface EditFormProps {
  providers: readonly ProviderForm[];
  model: ModelInfo;
  onClose: () => void;
}

function EditForm({ providers, model, onClose }: EditFormProps) {
  const update = useUpdateModel();
  const { litellm_provider: provider } = model.model_info;
  const initial = toModelValues(model, credentialKeysOf(providers, provider ?? ''));
  return (
    <ModelForm
      providers={providers}
      initial={initial}
      model={model}
      submitLabel="Save changes"
      submit={async (values) => {
        const keys = credentialKeysOf(providers, values.provider);
        await update.mutateAsync({ id: model.model_info.id, fields: toModelChange(initial, values, keys) });
        tell(`${model.litellm_params.model} is saved.`);
        onClose();
      }}
      onCancel={onClose}
    />
  );
}

/** The registry of providers, once it is there. */
function WithProviders({ children }: { children: (providers: readonly ProviderForm[]) => ReactNode }) {
  const { data, error, refetch } = useQuery(providersQuery);
  if (data) return children(data);
  if (error)
    return (
      <ErrorState title="The providers could not be loaded" error={error} onRetry={() => void refetch()} />
    );
  return <Skeleton h={280} />;
}

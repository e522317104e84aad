import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { modelGroupsQuery } from '../api/list-model-groups.js';

export interface ModelsInputProps {
  value?: string[];
  onChange?: (models: string[]) => void;
  error?: React.ReactNode;
  label?: string;
  description?: string;
  /** Said in the empty box: what no entry means. */
  placeholder?: string;
}

/** Public names of models, and wildcards; what the gateway has is offered. */
export function ModelsInput({
  label = 'Models',
  description = 'Empty: every model. Wildcards such as openai/* are allowed.',
  placeholder = 'Every model',
  ...input
}: ModelsInputProps) {
  const groups = useQuery(modelGroupsQuery);
  return (
    <TagsInput
      label={label}
      description={description}
      placeholder={(input.value ?? []).length === 0 ? placeholder : ''}
      data={groups.data?.map((group) => group.model_group) ?? []}
      clearable
      {...input}
    />
  );
}

import { type TagView } from '@tollgate/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useCreateTag } from './api/create-tag.js';
import { useUpdateTag } from './api/update-tag.js';
import { emptyTag, toNewTag, toTagUpdate, toTagValues } from './tag-form-values.js';
import { TagForm } from './tag-form.js';

export interface CreateTagModalProps {
  opened: boolean;
  /** Of a tag that calls carry already. */
  name?: string | undefined;
  onClose: () => void;
}

/** Gives a tag a budget, limits or models. */
export function CreateTagModal({ opened, name, onClose }: CreateTagModalProps) {
  const create = useCreateTag();
  return (
    <FormModal opened={opened} onClose={onClose} title="Create a tag">
      <TagForm
        initial={emptyTag(name)}
        fixedName={name !== undefined}
        submitLabel="Create tag"
        submit={async (values) => {
          const { tag } = await create.mutateAsync(toNewTag(values));
          tell(`${tag.name} is ready.`);
          onClose();
        }}
        onCancel={onClose}
      />
    </FormModal>
  );
}

export interface EditTagModalProps {
  /** null: closed. */
  tag: TagView | null;
  onClose: () => void;
}

/** Changes a tag; what is left alone is not sent. */
export function EditTagModal({ tag, onClose }: EditTagModalProps) {
  const update = useUpdateTag();
  return (
    <FormModal opened={tag !== null} onClose={onClose} title={`Edit ${tag?.name ?? ''}`}>
      {tag && (
        <TagForm
          initial={toTagValues(tag)}
          fixedName
          submitLabel="Save changes"
          submit={async (values) => {
            await update.mutateAsync(toTagUpdate(tag, values));
            tell(`${tag.name} is saved.`);
            onClose();
          }}
          onCancel={onClose}
        />
      )}
    </FormModal>
  );
}

import { type TagRequest, type TagView } from '@tollgate/core';
import { changedFields, filledFields, textOrNull } from '../../shared/form/changed-fields.js';
import {
  limitRules,
  type LimitValues,
  NO_LIMITS,
  toLimits,
  toLimitValues,
} from '../../shared/limits/limit-values.js';

/** The form's fields, called as the API calls them. '' is "not set". */
export interface TagFormValues extends LimitValues {
  name: string;
  description: string;
  budget_id: string;
  models: string[];
}

/** A form without anything; `name` of a tag that calls carry already. */
export const emptyTag = (name = ''): TagFormValues => ({
  name,
  description: '',
  budget_id: '',
  models: [],
  ...NO_LIMITS,
});

export const toTagValues = (tag: TagView): TagFormValues => ({
  name: tag.name,
  description: tag.description ?? '',
  budget_id: tag.budget_id ?? '',
  models: tag.models,
  ...toLimitValues(tag),
});

const fieldsOf = (values: TagFormValues) => ({
  description: textOrNull(values.description),
  budget_id: textOrNull(values.budget_id),
  models: values.models,
  ...toLimits(values),
});

/** The body of /tag/new: only what was filled in. */
export const toNewTag = (values: TagFormValues): TagRequest => ({
  name: values.name.trim(),
  ...filledFields(fieldsOf(values)),
});

/** The body of /tag/update: only what differs; null clears. */
export const toTagUpdate = (tag: TagView, values: TagFormValues): TagRequest => ({
  name: tag.name,
  ...changedFields(fieldsOf(toTagValues(tag)), fieldsOf(values)),
});

export const tagRules = {
  ...limitRules,
  name: (name: string) => (name.trim() === '' ? 'A tag needs a name' : null),
};

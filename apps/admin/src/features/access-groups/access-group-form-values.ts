import {
  type AccessGroupView,
  type NewAccessGroupRequest,
  type UpdateAccessGroupRequest,
} from '@tollgate/core';
import { changedFields, filledFields, textOrNull } from '../../shared/form/changed-fields.js';

/** The form's fields, called as the API calls them. */
export interface AccessGroupFormValues {
  access_group_name: string;
  description: string;
  access_model_names: string[];
  assigned_team_ids: string[];
  /** Hashes. */
  assigned_key_ids: string[];
}

export const EMPTY_GROUP: AccessGroupFormValues = {
  access_group_name: '',
  description: '',
  access_model_names: [],
  assigned_team_ids: [],
  assigned_key_ids: [],
};

export const toGroupValues = (group: AccessGroupView): AccessGroupFormValues => ({
  access_group_name: group.access_group_name,
  description: group.description ?? '',
  access_model_names: group.access_model_names,
  assigned_team_ids: group.assigned_team_ids,
  assigned_key_ids: group.assigned_key_ids,
});

const fieldsOf = (values: AccessGroupFormValues) => ({
  ...values,
  access_group_name: values.access_group_name.trim(),
  description: textOrNull(values.description),
});

/** The body of POST /v1/access_group: only what was filled in. */
export const toNewGroup = (values: AccessGroupFormValues): NewAccessGroupRequest => ({
  access_group_name: values.access_group_name.trim(),
  ...filledFields(fieldsOf(values)),
});

/** The body of PUT /v1/access_group/{id}: only what differs. */
export const toGroupUpdate = (
  group: AccessGroupView,
  values: AccessGroupFormValues,
): UpdateAccessGroupRequest => changedFields(fieldsOf(toGroupValues(group)), fieldsOf(values));

export const groupRules = {
  access_group_name: (name: string) => (name.trim() === '' ? 'A group needs a name' : null),
  access_model_names: (models: string[]) =>
    models.length === 0 ? 'A group without models allows nothing' : null,
};

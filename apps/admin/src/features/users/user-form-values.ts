import {
  KEY_LIMITS,
  type NewUserRequest,
  type Role,
  type UpdateUserRequest,
  type UserView,
} from '@tollgate/core';
import { changedFields, filledFields, textOrNull } from '../../shared/form/changed-fields.js';
import {
  limitRules,
  NO_LIMITS,
  toLimits,
  toLimitValues,
  type LimitValues,
} from '../../shared/limits/limit-values.js';

/** The form's fields, called as the API calls them. '' is "not set". */
export interface UserFormValues extends LimitValues {
  user_email: string;
  user_alias: string;
  user_role: Role;
  models: string[];
}

export const EMPTY_USER: UserFormValues = {
  user_email: '',
  user_alias: '',
  user_role: 'internal_user',
  models: [],
  ...NO_LIMITS,
};

export const toUserValues = (user: UserView): UserFormValues => ({
  user_email: user.user_email ?? '',
  user_alias: user.user_alias ?? '',
  user_role: user.user_role,
  models: user.models,
  ...toLimitValues(user),
});

const fieldsOf = (values: UserFormValues) => ({
  user_email: textOrNull(values.user_email),
  user_alias: textOrNull(values.user_alias),
  user_role: values.user_role,
  models: values.models,
  ...toLimits(values),
});

/** The body of /user/new. People make keys when they need one, so none is made here. */
export const toNewUser = (values: UserFormValues): NewUserRequest => ({
  ...filledFields(fieldsOf(values)),
  auto_create_key: false,
});

/** The body of /user/update: only what differs; null clears. */
export const toUserUpdate = (user: UserView, values: UserFormValues): UpdateUserRequest => ({
  user_id: user.user_id,
  ...changedFields(fieldsOf(toUserValues(user)), fieldsOf(values)),
});

export const userRules = {
  ...limitRules,
  user_email: (email: string) => {
    const text = email.trim();
    if (text !== '' && !text.includes('@')) return 'Enter an e-mail address';
    return text.length > KEY_LIMITS.aliasMax ? `At most ${KEY_LIMITS.aliasMax} characters` : null;
  },
  user_alias: (alias: string) =>
    alias.trim().length > KEY_LIMITS.aliasMax ? `At most ${KEY_LIMITS.aliasMax} characters` : null,
};

/** A new user is known by an e-mail address: with it one signs in. */
export const newUserRules = {
  ...userRules,
  user_email: (email: string) =>
    email.trim() === '' ? 'Enter an e-mail address' : userRules.user_email(email),
};

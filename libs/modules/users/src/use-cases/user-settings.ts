import { type UserFields } from '@tollgate/core';

/** What users depend on in the configuration; the application binds it. */
export abstract class UserSettings {
  /** `litellm_settings.default_internal_user_params`: for new users that are no proxy admins. */
  abstract readonly defaults: Pick<UserFields, 'user_role' | 'max_budget' | 'budget_duration' | 'models'>;
}

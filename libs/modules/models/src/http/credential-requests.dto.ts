import { JsonMap, Line, Required } from '@tollgate/auth';
import { type CredentialChangeRequest, KEY_LIMITS, type NewCredentialRequest } from '@tollgate/core';

const VALUES = 'Parameters that fill those of the models that name it: api_key, api_base …';
const INFO = 'For people: description, custom_llm_provider.';
const NULL_REMOVES = ' Laid over what is there; null takes a member away.';

export class NewCredentialDto implements NewCredentialRequest {
  @Required(KEY_LIMITS.idMax, 'The name models refer to it by.') credential_name!: string;
  @JsonMap(VALUES) credential_values?: Record<string, unknown> | null;
  @JsonMap(INFO) credential_info?: Record<string, unknown> | null;
  @Line(KEY_LIMITS.idMax, 'In place of values: the model whose own parameters are taken over.')
  model_id?: string | null;
}

export class ChangedCredentialDto implements CredentialChangeRequest {
  @Line(KEY_LIMITS.idMax, 'Its name; it cannot be changed.') credential_name?: string | null;
  @JsonMap(VALUES + NULL_REMOVES) credential_values?: Record<string, unknown> | null;
  @JsonMap(INFO + NULL_REMOVES) credential_info?: Record<string, unknown> | null;
}

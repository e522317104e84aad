import { type Members } from '../domain/proxy-model.js';

/** Values that models refer to by a name (`litellm_credential_name`), kept in the database. Holds secrets in clear. */
export interface Credential {
  readonly credentialName: string;
  /** Parameters that fill those of the models: `api_key`, `api_base` … */
  readonly values: Members;
  /** Free-form, for people. */
  readonly info: Members;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  /** Values that cannot be decrypted and so are missing. */
  readonly unreadable: readonly string[];
  /** Something was encrypted under an earlier key, by LiteLLM, or not at all. */
  readonly outdated: boolean;
}

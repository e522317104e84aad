/** One deployment, as GET /model/info lists it (contract/management §7); never a secret. Prices are USD per token. */
export interface ModelInfo {
  /** The public name that clients ask for. */
  model_name: string;
  /** What is sent upstream: `openai/gpt-4o`; for admins with the parameters, as far as they are no secrets. */
  litellm_params: { model: string; [param: string]: unknown };
  model_info: {
    id: string;
    /** True when it lives in the database, false when in the configuration file. */
    db_model: boolean;
    litellm_provider: string | null;
    mode: string | null;
    /** null: unpriced. */
    input_cost_per_token: number | null;
    output_cost_per_token: number | null;
    max_input_tokens: number | null;
    max_output_tokens: number | null;
    /** Ours: why no call reaches it; absent: calls do. */
    idle_reason?: string;
    /** Ours: where the prices come from (`config`, `catalogue`, `free` …); null when unpriced. */
    price_source: string | null;
    [fact: string]: unknown;
  };
}

/** A model of the database as the routes that change it answer; secrets are hidden. */
export interface ProxyModelView {
  model_id: string;
  /** As stored: of a team's model a name of its own, with the public one in `model_info.team_public_model_name`. */
  model_name: string;
  litellm_params: Record<string, unknown>;
  model_info: Record<string, unknown>;
  /** Paused: it gets no calls. */
  blocked: boolean;
  /** ISO 8601. */
  created_at: string;
  created_by: string | null;
  updated_at: string;
  updated_by: string | null;
}

export interface ModelInfoList {
  data: ModelInfo[];
}

/** A public name with all deployments behind it, as GET /model_group/info lists it. */
export interface ModelGroup {
  model_group: string;
  providers: string[];
  mode: string | null;
  max_input_tokens: number | null;
  max_output_tokens: number | null;
  input_cost_per_token: number | null;
  output_cost_per_token: number | null;
}

export interface ModelGroupList {
  data: ModelGroup[];
}

/** A named credential as the API shows it (contract/management §7.1): secret values are hidden. */
export interface CredentialView {
  credential_name: string;
  /** For people: `description`, `custom_llm_provider`. Ours: `from_config_file` when it cannot be changed by API. */
  credential_info: Record<string, unknown>;
  credential_values: Record<string, unknown>;
}

export interface CredentialList {
  success: true;
  credentials: CredentialView[];
}

/** What a change of a credential answers. */
export interface CredentialDone {
  success: true;
  message: string;
}

/** `POST /credentials`: with values, or with the id of a model whose own are taken over. */
export interface NewCredentialRequest {
  credential_name: string;
  credential_values?: Record<string, unknown> | null;
  credential_info?: Record<string, unknown> | null;
  model_id?: string | null;
}

/** `PATCH /credentials/{name}`: laid over what is there; null takes a member away. */
export interface CredentialChangeRequest {
  credential_values?: Record<string, unknown> | null;
  credential_info?: Record<string, unknown> | null;
}

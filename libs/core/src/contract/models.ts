/** One deployment, as GET /model/info lists it (contract/management §7); never a secret. Prices are USD per token. */
export interface ModelInfo {
  /** The public name that clients ask for. */
  model_name: string;
  /** What is sent upstream: `openai/gpt-4o`. */
  litellm_params: { model: string };
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
    /** Ours: where the prices come from (`config`, `catalogue`, `free` …); null when unpriced. */
    price_source: string | null;
  };
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

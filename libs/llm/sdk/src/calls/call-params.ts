/** What every call takes beside the parameters of its own kind. None of it is sent to the provider as it stands. */
export interface CallParams {
  /** Seconds the whole call may take; of a stream, the pause between two pieces. 600 by default. */
  timeout?: number | undefined;
  /** Seconds until the first content of a stream. */
  stream_timeout?: number | undefined;
  /** Further tries after a failure that may pass. 2 by default. */
  num_retries?: number | undefined;
  /** Models to ask, in order, when this one fails. */
  fallbacks?: string[] | undefined;
  /** Leave out what the provider does not support, instead of failing. */
  drop_params?: boolean | undefined;
  /** Kept with the call's record, for spend by project, feature …; never sent. `tags` in it are the record's tags. */
  metadata?: Record<string, unknown> | undefined;
  /** Further members of the provider's body. */
  extra_body?: Record<string, unknown> | undefined;
  /** Answered without a provider: for tests. */
  mock_response?: string | undefined;
}

/** Where a call goes and how it signs in. Everything has a default from the environment (`OPENAI_API_KEY` …). */
export interface TargetParams {
  api_key?: string | undefined;
  api_base?: string | undefined;
  api_version?: string | undefined;
  organization?: string | undefined;
  /** The provider, where the model's name does not say it: `openai` for any OpenAI-compatible server. */
  custom_llm_provider?: string | undefined;
  extra_headers?: Record<string, string> | undefined;
  /** USD, of models whose price is not known or another. */
  input_cost_per_token?: number | undefined;
  output_cost_per_token?: number | undefined;
  [aws: `aws_${string}`]: unknown;
  [vertex: `vertex_${string}`]: unknown;
  [azure: `azure_${string}`]: unknown;
}

export interface CallOptions {
  /** Gives the call up: the connection to the provider is closed, and the call throws the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** The parameters of one call as the engine takes them. */
export type Params = Readonly<Record<string, unknown>>;

/** What a call consumed. `inputTokens` is the whole prompt and `outputTokens` the whole reply; the others are parts of them. */
export interface CallUsage {
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  inputAudioTokens: number;
  inputImageTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  outputAudioTokens: number;
  searchRequests: number;
  searchUnits?: number;
  outputImages?: number;
  inputCharacters?: number;
  inputAudioSeconds?: number;
}

/** One call that is over, for spend and logs. */
export interface CallRecord {
  callId: string;
  /** The model that was asked for, and the one that was asked at the provider. */
  model: string;
  sentModel: string | null;
  /** Id of the provider that answered last: `anthropic`. */
  provider: string | null;
  /** Of a router: the deployment that answered last. */
  deploymentId: string | null;
  stream: boolean;
  status: 'success' | 'failure' | 'cancelled';
  /** Name of the error, null on success. */
  errorClass: string | null;
  errorMessage: string | null;
  startedAt: Date;
  endedAt: Date;
  /** Milliseconds until the first content of a stream. */
  firstTokenMs: number | null;
  /** Null: nothing was used. */
  usage: CallUsage | null;
  /** The provider told no usage, so it was counted here. */
  usageEstimated: boolean;
  /** USD; null: the price is not known. */
  cost: number | null;
  retries: number;
  fallbacks: number;
  /** `user` of the call. */
  user: string | null;
  tags: readonly string[];
  /** `metadata` of the call, as it was given. */
  metadata: Readonly<Record<string, unknown>>;
}

import { type Json, type JsonObject } from '@tollgate/core';

/** What a request asks of the model, read from any vendor's format, as far as the answer depends on it. */
export interface Prompt {
  model: string;
  /** Text of the last turn, when a user wrote it; empty when it only brings tool results. */
  text: string;
  /** Texts of the tool results in the last turn. */
  toolResults: readonly string[];
  /** Number of images in the whole conversation. */
  images: number;
  tools: readonly OfferedTool[];
  toolChoice: 'auto' | 'none' | 'required' | { name: string };
  /** The reply must be JSON, by this schema if one was given. */
  json: { schema: JsonObject | null } | null;
  /** Upper bound of the reply, in tokens; null: none. */
  maxTokens: number | null;
  stop: readonly string[];
  /** Does the caller want to see the model think? */
  reasoning: boolean;
  /** Tokens of the whole prompt. */
  inputTokens: number;
}

export interface OfferedTool {
  name: string;
  /** JSON schema of the arguments. */
  schema: Json;
}

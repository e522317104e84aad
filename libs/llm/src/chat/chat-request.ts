import { type Json, type JsonObject } from '@tollgate/core';

/**
 * The hub: every surface decodes into this, every native provider encodes from it. A lossless superset of OpenAI chat:
 * what has no field of its own stays verbatim in `extra`, so nothing is dropped in silence.
 */
export interface ChatRequest {
  /** The model name as it is to be sent upstream. */
  model: string;
  messages: Message[];
  tools: Tool[];
  /** The client used the deprecated `functions`/`function_call` and expects calls back in that form. */
  legacyFunctions?: boolean;
  toolChoice: ToolChoice | null;
  /** null: not said. */
  parallelToolCalls: boolean | null;
  stream: boolean;
  /** Did the client ask for the usage chunk (`stream_options.include_usage`)? */
  includeUsage: boolean;
  /** Upper bound of the reply, in tokens. */
  maxOutputTokens: number | null;
  temperature: number | null;
  topP: number | null;
  topK: number | null;
  stop: string[];
  seed: number | null;
  /** Number of choices; 1 when not said. */
  n: number;
  presencePenalty: number | null;
  frequencyPenalty: number | null;
  logitBias: Record<string, number> | null;
  logprobs: boolean | null;
  topLogprobs: number | null;
  responseFormat: ResponseFormat | null;
  reasoning: Reasoning | null;
  /** `user` of OpenAI, `metadata.user_id` of Anthropic. */
  user: string | null;
  serviceTier: string | null;
  /** Members the hub has no field for, verbatim. */
  extra: JsonObject;
}

export type Message = InstructionMessage | UserMessage | AssistantMessage | ToolMessage;

/** `system` and `developer` turns; they may stand anywhere, providers that allow one place move them (see B08). */
export interface InstructionMessage {
  role: 'system' | 'developer';
  parts: TextPart[];
  name?: string;
}

export interface UserMessage {
  role: 'user';
  parts: UserPart[];
  name?: string;
}

export interface AssistantMessage {
  role: 'assistant';
  /** Text, refusals, reasoning and tool calls in the order the model gave them. */
  parts: AssistantPart[];
  name?: string;
}

/** The result of one tool call. */
export interface ToolMessage {
  role: 'tool';
  callId: string;
  parts: (TextPart | ImagePart | DocumentPart | OpaquePart)[];
  isError?: boolean;
  cache?: CacheMark;
}

export type UserPart = TextPart | ImagePart | DocumentPart | AudioPart | VideoPart | OpaquePart;
export type AssistantPart = TextPart | RefusalPart | ReasoningPart | ToolCallPart | ImagePart | OpaquePart;

/** A prompt-cache mark: everything up to here may be cached. */
export interface CacheMark {
  type: 'ephemeral';
  ttl?: '5m' | '1h';
}

export interface TextPart {
  type: 'text';
  text: string;
  cache?: CacheMark;
  /** Sources of the text, in the provider's own shape. */
  citations?: Json[];
}

export interface ImagePart {
  type: 'image';
  source: MediaSource;
  detail?: 'low' | 'high' | 'auto';
  cache?: CacheMark;
}

export interface DocumentPart {
  type: 'document';
  source: MediaSource | { kind: 'text'; text: string };
  filename?: string;
  title?: string;
  context?: string;
  citations?: boolean;
  cache?: CacheMark;
}

export interface AudioPart {
  type: 'audio';
  source: MediaSource;
  format: string;
}

export interface VideoPart {
  type: 'video';
  source: MediaSource;
}

/** Where bytes come from. `data` is base64 without a `data:` prefix; `mediaType` is e.g. `image/png`. */
export type MediaSource =
  | { kind: 'base64'; mediaType: string; data: string }
  | { kind: 'url'; url: string; mediaType?: string }
  | { kind: 'file'; fileId: string };

export interface RefusalPart {
  type: 'refusal';
  text: string;
}

/** The model's reasoning; `signature` or `redacted` must go back to the provider byte for byte. */
export interface ReasoningPart {
  type: 'reasoning';
  text: string;
  signature?: string;
  /** Encrypted reasoning without readable text. */
  redacted?: string;
}

export interface ToolCallPart {
  type: 'tool-call';
  id: string;
  name: string;
  /** JSON text of the arguments, as the model wrote it; `""` counts as `{}`. */
  argumentsText: string;
  /** A free-form tool: `argumentsText` is plain text, not JSON. */
  custom?: boolean;
  /** Provider state bound to the call (Gemini's thought signature). */
  signature?: string;
  cache?: CacheMark;
}

/** A block only one wire format knows (server tools …), carried verbatim between peers of that format. */
export interface OpaquePart {
  type: 'opaque';
  wire: WireFormat;
  value: JsonObject;
}

export type Tool = FunctionTool | CustomTool | OpaqueTool;

export interface FunctionTool {
  type: 'function';
  name: string;
  description: string | null;
  /** JSON Schema; null: the tool takes no arguments. */
  parameters: JsonObject | null;
  strict: boolean | null;
  cache?: CacheMark;
}

/** A tool whose input is free text, perhaps held to a grammar. */
export interface CustomTool {
  type: 'custom';
  name: string;
  description: string | null;
  /** OpenAI's `format` (text or grammar), verbatim. */
  format: JsonObject | null;
}

/** A tool only one wire format knows (`web_search_20250305` …), verbatim. */
export interface OpaqueTool {
  type: 'opaque';
  wire: WireFormat;
  value: JsonObject;
}

export type ToolChoice =
  | { type: 'auto' }
  | { type: 'none' }
  | { type: 'required' }
  | { type: 'tool'; name: string }
  /** Only these of the tools, as if the others were not there. */
  | { type: 'allowed'; mode: 'auto' | 'required'; names: string[] };

export type ResponseFormat =
  | { type: 'text' }
  | { type: 'json-object' }
  | {
      type: 'json-schema';
      name: string;
      schema: JsonObject;
      strict: boolean | null;
      description: string | null;
    };

/**
 * Either an effort word or a token budget; providers turn one into the other. Both null: on, as much as the model likes.
 * `effort: 'none'` turns reasoning off.
 */
export interface Reasoning {
  effort: ReasoningEffort | null;
  budgetTokens: number | null;
  /** How readable the reasoning is to come back, where the provider lets one choose. */
  summary?: 'auto' | 'concise' | 'detailed' | 'omitted';
}

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** What an HTTP API speaks. When client and upstream speak the same, bytes are forwarded instead of translated. */
export type WireFormat =
  | 'openai-chat'
  | 'openai-responses'
  | 'anthropic-messages'
  | 'gemini'
  | 'bedrock-converse'
  | 'cohere-v2'
  | 'ollama';

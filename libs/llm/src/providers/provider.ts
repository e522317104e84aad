import { type Failure, type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type ChatEvent, type UpstreamFault } from '../chat/chat-event.js';
import { type ChatRequest, type WireFormat } from '../chat/chat-request.js';
import { type EndpointAbility } from '../endpoints/endpoint-ability.js';
import { type EndpointOperation } from '../endpoints/operation.js';
import { type Credential } from './credential.js';

/**
 * How to speak to one provider. Pure: no clock, no network, no configuration look-up; signing and sending are the
 * gateway's. A provider that cannot do something says so (`cannot`), it never drops it in silence.
 */
export interface Provider {
  /** LiteLLM's prefix in `provider/model`. */
  readonly id: string;
  readonly label: string;
  /** Environment variables that may hold the API key, in order. */
  readonly keyEnv: readonly string[];
  /** Its own base URL; null: every deployment has one of its own. */
  readonly baseUrl?: string | null;
  /** Environment variables that may hold the base URL, in order. */
  readonly baseUrlEnv?: readonly string[];
  /** litellm_params that may come from the environment: parameter → variables that may hold it, in order. */
  readonly paramEnv?: Readonly<Record<string, readonly string[]>>;
  /** Endpoints it has, as far as its documentation or a maintained client names them; `chat` alone when absent. */
  readonly serves?: readonly Endpoint[];
  /** How it differs from the API it is compatible with, by name. */
  readonly quirks?: readonly string[];
  /** It can sign in without an API key. */
  readonly keyOptional?: boolean;
  readonly chat: ChatAbility | Cannot;
  /** Where one provider serves several families of models: the ability of one deployment. Absent: `chat`, for all. */
  readonly chatOf?: (target: Target) => ChatAbility | Cannot;
  /** What it serves besides chat; an absent one answers that it does not (`endpointAbility`). */
  readonly endpoints?: Readonly<Partial<Record<EndpointOperation, EndpointAbility>>>;
}

/** What a provider can be asked for, whether or not it is served here yet. */
export type Endpoint =
  | 'chat'
  | 'completions'
  | 'embeddings'
  | 'images'
  | 'transcriptions'
  | 'speech'
  | 'rerank'
  | 'moderations'
  | 'responses'
  | 'batches'
  | 'files';

/** How one deployment of a provider chats. */
export function chatAbility(provider: Provider, target: Target): ChatAbility | Cannot {
  return provider.chatOf ? provider.chatOf(target) : provider.chat;
}

/** An explicit "no", with the sentence a client gets. */
export interface Cannot {
  readonly cannot: string;
}

/** One deployment's address and credentials, as the operator configured them. */
export interface Target {
  /** The model name to send. */
  readonly model: string;
  /** Base URL; null: the provider's own. */
  readonly baseUrl: string | null;
  readonly apiKey: string | null;
  readonly apiVersion: string | null;
  readonly organization: string | null;
  /** Operator's `headers`/`extra_headers`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Further litellm_params, verbatim (`vertex_project`, `aws_region_name` …). */
  readonly params: Readonly<Record<string, unknown>>;
  readonly dropParams: boolean;
}

/** Where a call goes and how it is authenticated; the body is apart. */
export interface Address {
  /** Absolute URL. */
  readonly url: string;
  /** Flat list: name, value, name, value … lower-case names. */
  readonly headers: readonly string[];
  /** What the headers cannot say beforehand: the gateway adds it to every call. */
  readonly credential?: Credential;
}

/** One change to a top-level member of a JSON body that is otherwise forwarded as it came: JSON text, or null to remove it. */
export interface MemberEdit {
  readonly member: string;
  readonly text: string | null;
}

export interface ChatAbility {
  /** A client that speaks this format is forwarded, not translated. */
  readonly wire: WireFormat;
  /** `always`: streams end with usage unasked, and `stream_options` is refused; absent: it has to be asked for. */
  readonly usageInStream?: 'on-request' | 'always';
  /** Pictures and documents at such a URL must be sent as bytes, for the provider fetches none; absent: it fetches them. */
  readonly needsBytes?: (url: string) => boolean;
  address(target: Target, stream: boolean): Address | Failure;
  /**
   * Same-wire calls only: which members of the client's body must change besides `model` (max_tokens renamed …).
   * @param members the members of interest that the body has at depth 1, by name, with their JSON text. The text may be
   *   one character a byte; what an edit adds is ASCII, so that does not matter.
   * @returns null when this request cannot be forwarded as it is and must be translated.
   */
  edits(members: ReadonlyMap<string, string>, target: Target): readonly MemberEdit[] | null;
  /** Names of the members `edits` wants to see. */
  readonly editable: readonly string[];
  /** Hub → the provider's body. A field the provider cannot honour is a Failure that names it. */
  encode(request: ChatRequest, target: Target): JsonObject | Failure;
  /** A whole reply (parsed JSON) → events, ending in `message-end`. Lenient: unknown members are ignored. */
  decodeReply(body: Json): ChatEvent[];
  /** A fresh decoder for one streamed reply. */
  decodeStream(): StreamDecoder;
  /** Usage member(s) of a whole reply of this wire → Usage; null when absent. For forwarded calls. */
  readUsage(usage: Json): Usage | null;
  /** A reply with an error status. */
  readError(status: number, headers: Readonly<Record<string, string>>, body: string): UpstreamFault;
}

/** Bytes of one streamed reply in, events out; bounded memory. */
export interface StreamDecoder {
  /** Feeds a piece of the reply, cut anywhere. */
  push(bytes: Uint8Array): ChatEvent[];
  /** The connection ended: what remains; a missing end mark is an `error` event. */
  end(): ChatEvent[];
}

/** Is a result a Failure instead of a value? A request body is none, whatever members its client gave it. */
export function isFailure<Value extends object>(value: Value | Failure): value is Failure {
  return 'class' in value && 'message' in value && !('messages' in value);
}

export function isCannot(ability: object): ability is Cannot {
  return 'cannot' in ability;
}

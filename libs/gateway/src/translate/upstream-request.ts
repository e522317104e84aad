import {
  type ChatAbility,
  type ChatSurface,
  type EndpointAbility,
  type EndpointContext,
  type RemoteMedia,
  type ReplyContext,
} from '@tollgate/llm';
import { type StreamRelay } from '../relay/stream-relay.js';
import { type Destination } from '../send/upstream-pools.js';

/** One attempt, ready to be sent. */
export type UpstreamRequest = ChatUpstreamRequest | EndpointUpstreamRequest;

/** Before the call can be translated, its provider's share of the media must be fetched. */
export interface MediaWanted {
  readonly kind: 'media-wanted';
  readonly media: readonly RemoteMedia[];
}

interface Sendable {
  readonly destination: Destination;
  readonly body: Uint8Array;
  /** Null for calls that are answered whole. */
  readonly relay: StreamRelay | null;
  /** The upstream was asked for usage with its stream. */
  readonly usageAsked: boolean;
}

export interface ChatUpstreamRequest extends Sendable {
  readonly kind: 'chat';
  readonly ability: ChatAbility;
  /** What the client speaks. */
  readonly surface: ChatSurface;
  readonly context: ReplyContext;
  /** Client and upstream speak the same wire, so the reply is forwarded, too. */
  readonly forwarded: boolean;
}

export interface EndpointUpstreamRequest extends Sendable {
  readonly kind: 'endpoint';
  readonly ability: EndpointAbility;
  readonly asked: Omit<EndpointContext, 'headers'>;
  /** Its reply may be a text instead of JSON. */
  readonly mayBeText: boolean;
}

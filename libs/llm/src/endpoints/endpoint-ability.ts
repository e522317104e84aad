import { type Failure, type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type UpstreamFault } from '../chat/chat-event.js';
import {
  type Address,
  type Cannot,
  type MemberEdit,
  type Provider,
  type Target,
} from '../providers/provider.js';
import { type EndpointOperation, OPERATION_LABELS } from './operation.js';

/**
 * How a provider serves one operation besides chat: one request, one reply. Pure, as everything of a provider. The
 * client's side is OpenAI's API; for reranking, which OpenAI does not have, Cohere's.
 */
export type EndpointAbility = ForwardedEndpoint | TranslatedEndpoint;

interface EndpointManners {
  address(target: Target): Address | Failure;
  /** A reply with an error status. */
  readError(status: number, headers: Readonly<Record<string, string>>, body: string): UpstreamFault;
}

/** The provider has the client's own API: bodies go both ways as they are, save for a few members. */
export interface ForwardedEndpoint extends EndpointManners {
  readonly kind: 'forwarded';
  /**
   * Members to change besides `model`.
   * @param members those the client's body has, by name, with their JSON text. The text may be one character a byte; what
   *   an edit adds is ASCII.
   * @returns a Failure that names the member the provider cannot take.
   */
  edits(members: ReadonlyMap<string, string>, target: Target): readonly MemberEdit[] | Failure;
  /** `usage` of a reply; null: it says none. */
  readUsage(usage: Json): Usage | null;
  /** The provider charges nothing for it, so a call without usage costs nothing instead of an unknown sum. */
  readonly free?: boolean;
}

/** The provider has a body of its own for it. */
export interface TranslatedEndpoint extends EndpointManners {
  readonly kind: 'translated';
  /** The client's body → the provider's. What it cannot honour is a Failure that names the member. */
  encode(body: JsonObject, target: Target): JsonObject | Failure;
  /** The provider's reply → the client's. */
  decode(reply: Json, asked: EndpointContext): EndpointReply | UpstreamFault;
}

/** What a reply refers to. */
export interface EndpointContext {
  /** The client's body. */
  readonly body: JsonObject;
  /** Public name of the model. */
  readonly model: string;
  /** An id for replies that have none. */
  readonly id: string;
  /** When it was asked, in epoch seconds. */
  readonly created: number;
  /** Headers of the provider's reply, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface EndpointReply {
  readonly body: JsonObject;
  /** Null: the provider has not said. */
  readonly usage: Usage | null;
}

/** How a provider serves an operation, or the sentence that says it does not. */
export function endpointAbility(provider: Provider, operation: EndpointOperation): EndpointAbility | Cannot {
  return (
    provider.endpoints?.[operation] ?? {
      cannot: `${provider.label} does not serve ${OPERATION_LABELS[operation]} here.`,
    }
  );
}

export function isUpstreamFault(result: EndpointReply | UpstreamFault): result is UpstreamFault {
  return 'accountFault' in result;
}

import { NO_USAGE, unreachable, type Usage } from '@tollgate/core';
import { type Call } from '../pipeline/call.js';
import { promptTokens } from '../reserve/upper-bound.js';
import { readString } from '../scan/json-text.js';

/** Usage of a call whose upstream gave none, counted by the gateway: what was asked, and what came of the reply. */
export function estimatedUsage(call: Call, seenTokens: number): Usage {
  const { operation, text, choices } = call.decoded;
  switch (operation) {
    case 'chat':
    case 'messages':
    case 'completions':
      return { ...NO_USAGE, inputTokens: promptTokens(text), outputTokens: seenTokens };
    case 'embeddings':
    case 'moderations':
    case 'rerank':
      return { ...NO_USAGE, inputTokens: promptTokens(text) };
    case 'images':
    case 'image-edits':
    case 'image-variations':
      return { ...NO_USAGE, outputImages: choices };
    case 'transcriptions':
    case 'translations':
      return { ...NO_USAGE, outputTokens: seenTokens };
    case 'speech':
      return spokenUsage(call);
    default:
      return unreachable(operation);
  }
}

/** Speech is charged by the characters of its text. */
export function spokenUsage({ decoded: { text, scanned } }: Call): Usage {
  const input = scanned.members.find(({ name }) => name === 'input');
  const spoken = input ? readString(text.slice(input.start, input.end)) : null;
  return { ...NO_USAGE, inputCharacters: [...(spoken ?? '')].length };
}

import { type ChatEvent, estimateTokens } from '@tollgate/llm';

/** Tokens of the text, the reasoning and the calls of a reply, counted by the gateway. */
export function tokensOf(events: readonly ChatEvent[]): number {
  let tokens = 0;
  for (const event of events) {
    switch (event.type) {
      case 'text-delta':
      case 'refusal-delta':
      case 'reasoning-delta':
        tokens += estimateTokens(event.text);
        break;
      case 'tool-call-start':
        tokens += estimateTokens(event.name);
        break;
      case 'tool-call-delta':
        tokens += estimateTokens(event.argumentsText);
        break;
      default:
    }
  }
  return tokens;
}

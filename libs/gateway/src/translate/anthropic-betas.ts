import { type ChatAbility } from '@tollgate/llm';
import { type Call } from '../pipeline/call.js';
import { type Destination } from '../send/upstream-pools.js';

const BETAS = /^[\w.,\- ]{1,1024}$/;

/**
 * The destination, with the betas the client asks for beside those of the deployment: what a client of the Messages API may
 * send depends on them. Source: Anthropic docs, "Beta headers".
 */
export function withBetas(
  destination: Destination,
  { decoded, req }: Call,
  ability: ChatAbility,
): Destination {
  if (decoded.operation !== 'messages' || ability.wire !== 'anthropic-messages') return destination;
  const asked = req.headers['anthropic-beta'];
  const text = Array.isArray(asked) ? asked.join(',') : asked;
  if (text === undefined || !BETAS.test(text)) return destination;
  const headers = [...destination.headers];
  const at = headers.findIndex((name, i) => i % 2 === 0 && name === 'anthropic-beta');
  if (at < 0) headers.push('anthropic-beta', text);
  else headers[at + 1] = `${headers[at + 1] ?? ''},${text}`;
  return { ...destination, headers };
}

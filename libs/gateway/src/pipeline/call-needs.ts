import { hash } from 'node:crypto';
import { estimateTokens, isChat } from '@tollgate/llm';
import { type Affinity, type CallNeeds, type Capability } from '@tollgate/routing';
import { type DecodedRequest } from '../decode/decode-request.js';
import { memberText } from '../scan/members.js';
import { type Call } from './call.js';

/** Text that is no more than a picture, a recording or a file in another spelling. */
const BASE64 = /;base64,[A-Za-z0-9+/=]+|"data":\s*"[A-Za-z0-9+/=]{256,}"/g;

/** What the call needs of a deployment, as far as its body tells. */
export function needsOf({ decoded, attributions }: Call): CallNeeds {
  // What a customer is confined to no call of his widens.
  const region = attributions.find((rules) => rules.region)?.region ?? decoded.options.region;
  return { promptTokens: likelyTokens(decoded), region, capabilities: capabilitiesOf(decoded) };
}

/** English has about four letters a token; the estimate for reservations counts three. */
function likelyTokens({ operation, text, scanned }: DecodedRequest): number {
  if (!isChat(operation) && operation !== 'completions' && operation !== 'embeddings') return 0;
  let letters = 0;
  for (const name of ['system', 'messages', 'tools', 'prompt', 'input', 'functions']) {
    const member = memberText(text, scanned, name);
    if (member !== undefined) letters += estimateTokens(member.replace(BASE64, ''));
  }
  return Math.floor((letters * 3) / 4);
}

function capabilitiesOf({ operation, text, scanned }: DecodedRequest): readonly Capability[] {
  if (!isChat(operation)) return NOTHING;
  const needed: Capability[] = [];
  const tools = memberText(text, scanned, 'tools');
  const messages = memberText(text, scanned, 'messages') ?? '';
  if (memberText(text, scanned, 'response_format')?.includes('"json_schema"')) needed.push('response_schema');
  if (tools !== undefined && tools !== 'null' && tools !== '[]') needed.push('function_calling');
  if (memberText(text, scanned, 'web_search_options') !== undefined || tools?.includes('"web_search'))
    needed.push('web_search');
  if (PICTURE.test(messages)) needed.push('vision');
  if (RECORDING.test(messages)) needed.push('audio_input');
  if (FILE.test(messages)) needed.push('pdf_input');
  return needed;
}

const NOTHING: readonly Capability[] = Object.freeze([]);
const PICTURE = /"type"\s*:\s*"image(?:_url)?"/;
const RECORDING = /"type"\s*:\s*"input_audio"/;
const FILE = /"type"\s*:\s*"(?:file|document)"/;

/** What holds the call together with others, by the first rule that fits it; undefined: nothing does. */
export function affinityKey(call: Call, rules: readonly Affinity[]): string | undefined {
  for (const rule of rules) {
    const key = keyBy(rule, call);
    if (key !== null) return `${rule}:${key}`;
  }
  return undefined;
}

function keyBy(rule: Affinity, { decoded, key }: Call): string | null {
  switch (rule) {
    case 'session': {
      const session = decoded.options.metadata['session_id'];
      return typeof session === 'string' ? session : null;
    }
    case 'prompt-cache':
      return cachedPrefix(decoded);
    case 'caller':
      return key.hash;
    case 'response':
      // No endpoint takes the id of an earlier answer yet.
      return null;
  }
}

/** Below this, in bytes, providers cache nothing (1024 tokens). */
const LEAST_CACHED = 4_096;
const CACHE_MARK = /"cache_control"\s*:\s*\{/;

/** The beginning of a prompt that is marked for caching, or the name that the client gives it; null: neither. */
function cachedPrefix({ text, scanned }: DecodedRequest): string | null {
  const named = memberText(text, scanned, 'prompt_cache_key');
  if (named !== undefined && named !== 'null') return named;
  const messages = memberText(text, scanned, 'messages') ?? '';
  const tools = memberText(text, scanned, 'tools') ?? '';
  const mark = messages.search(CACHE_MARK);
  const marked = mark >= 0 ? mark : CACHE_MARK.test(tools) ? 0 : -1;
  if (marked < 0 || tools.length + marked < LEAST_CACHED) return null;
  return hash('sha256', tools + messages.slice(0, marked));
}

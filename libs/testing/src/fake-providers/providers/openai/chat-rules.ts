import { type PlainReply } from '../../provider.js';
import { type ChatBody } from './chat-schema.js';
import { refuse } from './errors.js';

type Rule = (body: ChatBody) => PlainReply | null;

/** What OpenAI checks beyond the schema, in the order in which the first broken rule is reported. */
const RULES: readonly Rule[] = [
  optionsOnlyForStreams,
  toolSettingsNeedTools,
  forcedToolExists,
  topLogprobsNeedLogprobs,
  jsonModeIsAskedInWords,
  strictSchemaIsClosed,
  imagesAreAddresses,
  toolMessagesAnswerCalls,
];

export function brokenRule(body: ChatBody): PlainReply | null {
  for (const rule of RULES) {
    const refusal = rule(body);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** Reasoning models refuse sampling settings and `max_tokens`. */
export function brokenReasoningRule(body: ChatBody): PlainReply | null {
  if (!/^(o\d|gpt-[5-9])/.test(body.model) || /chat-latest/.test(body.model)) return null;
  if (body.max_tokens != null) {
    return refuse({
      message: `Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.`,
      param: 'max_tokens',
      code: 'unsupported_parameter',
    });
  }
  if (body.temperature != null && body.temperature !== 1) {
    return refuse({
      message: `Unsupported value: 'temperature' does not support ${body.temperature} with this model. Only the default (1) value is supported.`,
      param: 'temperature',
      code: 'unsupported_value',
    });
  }
  return null;
}

function optionsOnlyForStreams(body: ChatBody): PlainReply | null {
  if (body.stream_options == null || body.stream === true) return null;
  return refuse({
    message: `The 'stream_options' parameter is only allowed when 'stream' is enabled.`,
    param: 'stream_options',
  });
}

function toolSettingsNeedTools(body: ChatBody): PlainReply | null {
  if (body.tools !== undefined) return null;
  const lonely = (['tool_choice', 'parallel_tool_calls'] as const).find((name) => body[name] !== undefined);
  if (lonely === undefined || body.tool_choice === 'none') return null;
  return refuse({
    message: `Invalid value for '${lonely}': '${lonely}' is only allowed when 'tools' are specified.`,
    param: lonely,
  });
}

function forcedToolExists(body: ChatBody): PlainReply | null {
  const choice = body.tool_choice;
  if (typeof choice !== 'object') return null;
  const { name } = choice.function;
  const offered =
    body.tools?.some((tool) => tool.type === 'function' && tool.function.name === name) ?? false;
  return offered
    ? null
    : refuse({ message: `Tool choice '${name}' not found in 'tools' parameter.`, param: 'tool_choice' });
}

function topLogprobsNeedLogprobs(body: ChatBody): PlainReply | null {
  if (body.top_logprobs == null || body.logprobs === true) return null;
  return refuse({
    message: `The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.`,
    param: 'top_logprobs',
  });
}

function jsonModeIsAskedInWords(body: ChatBody): PlainReply | null {
  if (body.response_format?.type !== 'json_object') return null;
  if (/json/i.test(JSON.stringify(body.messages))) return null;
  return refuse({
    message: `'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.`,
    param: 'messages',
  });
}

function strictSchemaIsClosed(body: ChatBody): PlainReply | null {
  const format = body.response_format;
  if (format?.type !== 'json_schema' || format.json_schema.strict !== true) return null;
  const { name, schema } = format.json_schema;
  if (schema?.['additionalProperties'] === false) return null;
  return refuse({
    message: `Invalid schema for response_format '${name}': In context=(), 'additionalProperties' is required to be supplied and to be false.`,
    param: 'response_format',
  });
}

function imagesAreAddresses(body: ChatBody): PlainReply | null {
  for (const [place, message] of body.messages.entries()) {
    if (message.role !== 'user' || typeof message.content === 'string') continue;
    for (const [part, { type, ...rest }] of message.content.entries()) {
      if (type !== 'image_url' || !('image_url' in rest)) continue;
      if (
        /^(https?:\/\/|data:image\/(png|jpeg|jpg|gif|webp);base64,[A-Za-z0-9+/=]+$)/.test(rest.image_url.url)
      )
        continue;
      return refuse({
        message:
          'Invalid image URL. Expected a valid URL or a base64-encoded data URL of a supported image type.',
        param: `messages[${place}].content[${part}].image_url.url`,
        code: 'invalid_image_url',
      });
    }
  }
  return null;
}

function toolMessagesAnswerCalls({ messages }: ChatBody): PlainReply | null {
  let open = new Set<string>();
  for (const [place, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id)) {
        return refuse({
          message: `Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.`,
          param: `messages.[${place}].role`,
        });
      }
      continue;
    }
    if (open.size > 0) return refuseUnanswered(open, place);
    open = new Set(message.role === 'assistant' ? (message.tool_calls ?? []).map((call) => call.id) : []);
  }
  return open.size > 0 ? refuseUnanswered(open, messages.length) : null;
}

function refuseUnanswered(open: ReadonlySet<string>, place: number): PlainReply {
  return refuse({
    message: `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(', ')}`,
    param: `messages.[${place}].role`,
  });
}

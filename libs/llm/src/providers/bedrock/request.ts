import { type Failure, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { withCacheMarks } from '../cache-injection.js';
import { withRequestDefaults } from '../native-defaults.js';
import { Problems } from '../problems.js';
import { isFailure, type Target } from '../provider.js';
import { limitCachePoints } from './cache-points.js';
import { encodeInference } from './inference.js';
import { type Conversation, encodeConversation } from './messages.js';
import { type BedrockTraits, bedrockTraits } from './model-traits.js';
import { encodeMembers } from './parameters.js';
import { encodeReasoning } from './reasoning.js';
import { encodeToolConfig } from './tools.js';
import { toOutputSchema } from '../anthropic/output-schema.js';

/** Hub → body of `POST /model/{id}/converse`. Source: Amazon Bedrock API reference, "Converse". */
export function encodeRequest(asked: ChatRequest, target: Target): JsonObject | Failure {
  const preset = withRequestDefaults(asked, target);
  if (isFailure(preset)) return preset;
  const request = withCacheMarks(preset, target);
  const traits = bedrockTraits(target);
  const problems = new Problems('Amazon Bedrock', target.dropParams);
  const conversation = encodeConversation(request.messages, traits, problems);
  continueLastTurn(conversation, request, traits, problems);
  const tools = encodeToolConfig(request, traits, conversation, problems);
  const reasoning = encodeReasoning(request, traits, tools.forced, problems);
  const { inference, additional } = encodeInference(request, traits, reasoning, problems);
  const members = encodeMembers(request, problems);
  const additionalModelRequestFields = {
    ...members.additional,
    ...additional,
    ...tools.additional,
    ...reasoning.fields,
  };
  const { system, turns } = conversation;
  const body: JsonObject = {
    ...members.own,
    ...(system.length === 0 ? {} : { system }),
    messages: turns.map(({ role, content }) => ({ role, content })),
    ...(tools.config === null ? {} : { toolConfig: tools.config }),
    ...(Object.keys(inference).length === 0 ? {} : { inferenceConfig: inference }),
    ...outputConfig(request, traits),
    ...(Object.keys(additionalModelRequestFields).length === 0 ? {} : { additionalModelRequestFields }),
  };
  limitCachePoints([tools.list, system, ...turns.map(({ content }) => content)]);
  return problems.failure ?? body;
}

/** Converse takes the schema as JSON text. Source: Converse reference, "OutputConfig". */
function outputConfig({ responseFormat: format }: ChatRequest, traits: BedrockTraits): JsonObject {
  if (format?.type !== 'json-schema' || !traits.structuredOutput) return {};
  const { name, description, schema } = format;
  const jsonSchema = {
    name,
    schema: JSON.stringify(toOutputSchema(schema)),
    ...(description === null ? {} : { description }),
  };
  return { outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } } };
}

/** A last assistant turn is to be continued, which newer Claudes refuse (B08b); trailing blanks are refused by all. */
function continueLastTurn(
  { turns }: Conversation,
  request: ChatRequest,
  traits: BedrockTraits,
  problems: Problems,
): void {
  const last = turns.at(-1);
  if (last?.role !== 'assistant') return;
  if (traits.claude?.prefill === false) {
    problems.refuse(
      `messages[${request.messages.length - 1}]`,
      'this model cannot continue an assistant turn: the last message must be a user message',
    );
  }
  const block = last.content.at(-1);
  if (typeof block?.['text'] === 'string') block['text'] = block['text'].trimEnd();
}

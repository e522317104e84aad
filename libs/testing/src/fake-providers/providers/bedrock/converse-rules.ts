import { isJsonObject } from '@tollgate/core';
import { type Block, type ConverseBody, type Turn } from './converse-schema.js';

/** A sentence in Bedrock's words, or null when the rule is kept. */
type Verdict = string | null;

/** What Bedrock checks of a request beyond the schema; the first broken rule is reported. */
export function brokenRule(body: ConverseBody): Verdict {
  return (
    order(body.messages) ??
    blankText(body.messages) ??
    toolPairs(body.messages) ??
    toolSettings(body) ??
    loneDocument(body.messages) ??
    tooManyCachePoints(body) ??
    badThinking(body)
  );
}

function order(messages: readonly Turn[]): Verdict {
  if (messages[0]?.role !== 'user') {
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  }
  for (const [at, { role }] of messages.entries()) {
    if (role === messages[at - 1]?.role) {
      return 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.';
    }
  }
  return null;
}

function blankText(messages: readonly Turn[]): Verdict {
  for (const [at, { content }] of messages.entries()) {
    const place = content.findIndex((block) => block.text?.trim() === '');
    if (place >= 0) {
      return `The text field in the ContentBlock object at messages.${at}.content.${place} is blank. Add text to the text field, and try again.`;
    }
  }
  return null;
}

function toolPairs(messages: readonly Turn[]): Verdict {
  for (const [at, { content }] of messages.entries()) {
    const results = content.flatMap((block) => block.toolResult?.toolUseId ?? []);
    const calls = new Set(
      (messages[at - 1]?.content ?? []).flatMap((block) => block.toolUse?.toolUseId ?? []),
    );
    if (calls.size > results.length) {
      const missing = [...calls].filter((id) => !results.includes(id)).join(', ');
      return `Expected toolResult blocks at messages.${at}.content for the following Ids: ${missing}`;
    }
    const stray = results.find((id) => !calls.has(id));
    if (stray !== undefined || results.length > calls.size) {
      return `The number of toolResult blocks at messages.${at}.content exceeds the number of toolUse blocks of previous turn.`;
    }
    if (resultsAreLate(content)) return `toolResult blocks must come first at messages.${at}.content`;
  }
  return null;
}

/** Claude wants results before everything else of their turn. */
function resultsAreLate(content: readonly Block[]): boolean {
  const firstOther = content.findIndex(
    (block) => block.toolResult === undefined && block.cachePoint === undefined,
  );
  return firstOther >= 0 && content.slice(firstOther).some((block) => block.toolResult !== undefined);
}

function toolSettings({
  messages,
  toolConfig,
  additionalModelRequestFields: fields = {},
}: ConverseBody): Verdict {
  const hasTools = messages.some(({ content }) => content.some((block) => block.toolUse ?? block.toolResult));
  if (hasTools && toolConfig === undefined)
    return 'The toolConfig field must be defined when using toolUse and toolResult content blocks.';
  const choice = fields['tool_choice'];
  if (choice === undefined) return null;
  if (!isJsonObject(choice) || choice['type'] === undefined)
    return 'The model returned the following errors: tool_choice.type: Field required';
  if (toolConfig?.toolChoice !== undefined)
    return 'The additional field tool_choice conflicts with an existing field.';
  return toolConfig === undefined
    ? 'The model returned the following errors: tool_choice may only be specified while providing tools.'
    : null;
}

function loneDocument(messages: readonly Turn[]): Verdict {
  const isLone = ({ content }: Turn) =>
    content.some((block) => block.document !== undefined) &&
    !content.some((block) => block.text !== undefined);
  if (messages.some(isLone)) return 'Add a text block when you include a document in a message.';
  const names = messages.flatMap(({ content }) => content.flatMap((block) => block.document?.name ?? []));
  return new Set(names).size < names.length
    ? 'The request contains multiple documents with the same name. Document names must be unique.'
    : null;
}

function tooManyCachePoints(body: ConverseBody): Verdict {
  const lists = [
    body.system ?? [],
    body.toolConfig?.tools ?? [],
    ...body.messages.map(({ content }) => content),
  ];
  const points = lists.flat().filter((block) => block.cachePoint !== undefined).length;
  return points > 4 ? `The number of cache points, ${points}, exceeds the maximum of 4.` : null;
}

function badThinking({ inferenceConfig, additionalModelRequestFields: fields = {} }: ConverseBody): Verdict {
  const { thinking } = fields;
  if (!isJsonObject(thinking) || thinking['type'] !== 'enabled') return null;
  const max = inferenceConfig?.maxTokens ?? 4_096;
  if (Number(thinking['budget_tokens']) >= max) {
    return 'The model returned the following errors: `max_tokens` must be greater than `thinking.budget_tokens`.';
  }
  return inferenceConfig?.temperature === undefined || inferenceConfig.temperature === 1
    ? null
    : 'The model returned the following errors: `temperature` may only be set to 1 when thinking is enabled.';
}

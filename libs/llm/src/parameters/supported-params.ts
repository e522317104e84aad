import { type Json, type JsonObject } from '@tollgate/core';
import { chatAbility, isCannot, isFailure, type Provider, type Target } from '../providers/provider.js';
import { openAiChat } from '../surfaces/openai-chat/surface.js';

const TOOL: Json = {
  type: 'function',
  function: { name: 'probe', parameters: { type: 'object', properties: {} } },
};

/**
 * Parameters of OpenAI's chat API, each with a value that any provider that honours it takes, and what it cannot stand
 * without. Source: OpenAI API reference, "Create chat completion".
 */
export const SUPPORT_PROBES: Readonly<Record<string, JsonObject>> = {
  frequency_penalty: { frequency_penalty: 0.1 },
  logit_bias: { logit_bias: { '1': 1 } },
  logprobs: { logprobs: true },
  top_logprobs: { logprobs: true, top_logprobs: 2 },
  max_tokens: { max_tokens: 64 },
  max_completion_tokens: { max_completion_tokens: 64 },
  modalities: { modalities: ['text'] },
  prediction: { prediction: { type: 'content', content: 'a' } },
  n: { n: 2 },
  presence_penalty: { presence_penalty: 0.1 },
  seed: { seed: 1 },
  stop: { stop: ['END'] },
  temperature: { temperature: 0.5 },
  top_p: { top_p: 0.5 },
  tools: { tools: [TOOL] },
  tool_choice: { tools: [TOOL], tool_choice: 'auto' },
  functions: { functions: [{ name: 'probe', parameters: { type: 'object', properties: {} } }] },
  function_call: {
    functions: [{ name: 'probe', parameters: { type: 'object', properties: {} } }],
    function_call: 'auto',
  },
  parallel_tool_calls: { tools: [TOOL], parallel_tool_calls: true },
  audio: { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } },
  web_search_options: { web_search_options: {} },
  response_format: { response_format: { type: 'json_object' } },
  reasoning_effort: { reasoning_effort: 'low' },
  verbosity: { verbosity: 'low' },
  service_tier: { service_tier: 'auto' },
  store: { store: false },
  user: { user: 'probe' },
};

/** What the gateway sees to itself, whoever answers. */
const ALWAYS = ['stream', 'stream_options'];

/**
 * Which of OpenAI's parameters a deployment honours: found out by asking its translator, so that it is what a call would
 * be told. Empty: it does not chat.
 */
export function supportedOpenAiParams(provider: Provider, target: Target): readonly string[] {
  const ability = chatAbility(provider, target);
  if (isCannot(ability)) return [];
  // What may be dropped is not supported, and what the operator presets would hide the client's own.
  const bare = { ...target, dropParams: false };
  const supported = Object.entries(SUPPORT_PROBES).filter(([, members]) => {
    const request = openAiChat.decode({
      model: target.model,
      messages: [{ role: 'user', content: 'Answer in JSON.' }],
      ...members,
    });
    return !isFailure(request) && !isFailure(ability.encode({ ...request, model: target.model }, bare));
  });
  return [...ALWAYS, ...supported.map(([name]) => name)];
}

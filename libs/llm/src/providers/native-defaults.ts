import { type Failure, type Json } from '@tollgate/core';
import { type ChatRequest } from '../chat/chat-request.js';
import { openAiChat } from '../surfaces/openai-chat/surface.js';
import { isFailure, type Target } from './provider.js';
import { requestDefaults } from './request-defaults.js';

/**
 * A request with what the operator presets for the deployment (`temperature: 0.2`, `reasoning_effort: low` …). Presets
 * have OpenAI's names, so the surface reads them; the client's own values win. A preset of the wrong type is a Failure.
 */
export function withRequestDefaults(request: ChatRequest, target: Target): ChatRequest | Failure {
  const presets = requestDefaults(target);
  if (presets.length === 0) return request;
  const body: Record<string, Json> = {
    ...Object.fromEntries(presets),
    model: request.model,
    messages: [{ role: 'user', content: '-' }],
  };
  const preset = openAiChat.decode(body);
  if (isFailure(preset)) return preset;
  const said = Object.entries(request).filter(([, value]) => isSaid(value));
  return {
    ...preset,
    ...Object.fromEntries(said),
    messages: request.messages,
    n: request.n === 1 ? preset.n : request.n,
    stream: request.stream,
    includeUsage: request.includeUsage,
    extra: { ...preset.extra, ...request.extra },
  };
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

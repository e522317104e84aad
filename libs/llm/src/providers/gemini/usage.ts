import { isJsonObject, NO_USAGE, type Json, type Usage } from '@tollgate/core';
import { count } from '../count.js';

/**
 * `usageMetadata` → Usage; null when it says nothing of tokens. `promptTokenCount` includes cached tokens;
 * `candidatesTokenCount` does not include thoughts; prompts of tool use are billed as input.
 * Source: Gemini API reference, "UsageMetadata".
 */
export function toUsage(metadata: Json | undefined): Usage | null {
  if (!isJsonObject(metadata)) return null;
  const tokens = (name: string) => count(metadata[name]);
  if (metadata['promptTokenCount'] === undefined && metadata['totalTokenCount'] === undefined) return null;
  const reasoning = tokens('thoughtsTokenCount');
  return {
    ...NO_USAGE,
    inputTokens: tokens('promptTokenCount') + tokens('toolUsePromptTokenCount'),
    cacheReadTokens: tokens('cachedContentTokenCount'),
    inputAudioTokens: modality(metadata['promptTokensDetails'], 'AUDIO'),
    inputImageTokens: modality(metadata['promptTokensDetails'], 'IMAGE'),
    outputTokens: tokens('candidatesTokenCount') + reasoning,
    reasoningTokens: reasoning,
    outputAudioTokens: modality(metadata['candidatesTokensDetails'], 'AUDIO'),
  };
}

function modality(details: Json | undefined, name: string): number {
  if (!Array.isArray(details)) return 0;
  return details
    .filter(isJsonObject)
    .filter((detail) => detail['modality'] === name)
    .reduce((sum, detail) => sum + count(detail['tokenCount']), 0);
}

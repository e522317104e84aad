import { type ModelTraits as ClaudeTraits, traitsOf } from '../anthropic/model-traits.js';
import { type Target } from '../provider.js';
import { familyName } from './model.js';

/** What sets one family on Bedrock apart, as far as a Converse request must respect it. */
export interface BedrockTraits {
  /** Traits of a Claude; null: another family. */
  readonly claude: ClaudeTraits | null;
  /** Which `toolChoice` it takes besides `auto`. Source: Converse reference, "ToolChoice". */
  readonly toolChoice: 'any-or-tool' | 'any' | 'auto';
  /** May images and documents stand inside a `toolResult`, and does it take its `status`? */
  readonly richToolResults: boolean;
  /** Does it take `cachePoint` blocks? */
  readonly cachePoints: boolean;
  /** How it is told to reason; null: it is not, or cannot be told. */
  readonly reasoning: 'claude' | 'nova' | 'openai' | null;
  /** Where `top_k` goes among the additional fields; null: nowhere. */
  readonly topK: 'claude' | 'nova' | 'cohere' | 'mistral' | null;
  /** `outputConfig.textFormat`. Source: Bedrock user guide, "Get validated JSON results from models". */
  readonly structuredOutput: boolean;
}

const OTHER: BedrockTraits = {
  claude: null,
  toolChoice: 'auto',
  richToolResults: false,
  cachePoints: false,
  reasoning: null,
  topK: null,
  structuredOutput: false,
};

/** Traits by the model's name, wherever the family stands in it (`eu.anthropic.claude-…`). */
export function bedrockTraits(target: Target): BedrockTraits {
  const name = familyName(target);
  if (/claude|anthropic/.test(name)) return claudeTraits(target);
  if (name.includes('nova')) {
    const reasoning = /nova-(?:2|[3-9])|nova-[a-z]+-(?:2|[3-9])-/.test(name) ? 'nova' : null;
    return {
      ...OTHER,
      toolChoice: 'any-or-tool',
      richToolResults: true,
      cachePoints: true,
      topK: 'nova',
      reasoning,
    };
  }
  if (/mistral|mixtral|ministral|pixtral|magistral/.test(name))
    return {
      ...OTHER,
      toolChoice: 'any',
      topK: 'mistral',
      structuredOutput: /magistral|ministral|large-3/.test(name),
    };
  if (/cohere|command/.test(name)) return { ...OTHER, topK: 'cohere' };
  if (name.includes('gpt-oss')) return { ...OTHER, reasoning: 'openai', structuredOutput: true };
  return { ...OTHER, structuredOutput: /qwen|deepseek[.-]v3|gemma|kimi|minimax|nemotron/.test(name) };
}

function claudeTraits(target: Target): BedrockTraits {
  const claude = traitsOf({ ...target, model: familyName(target) });
  return {
    claude,
    toolChoice: 'any-or-tool',
    richToolResults: true,
    cachePoints: true,
    reasoning: claude.thinking === 'none' ? null : 'claude',
    topK: claude.sampling === 'none' ? null : 'claude',
    structuredOutput: claude.structuredOutput,
  };
}

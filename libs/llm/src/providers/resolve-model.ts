import { type Provider } from './provider.js';
import { findProvider } from './registry.js';

/** Names so well known that their provider need not be said; the first that matches counts. */
const WELL_KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:gpt-|chatgpt-|o[1-9](?:$|-)|ft:gpt-|codex-|computer-use-|davinci-|babbage-)/, 'openai'],
  [/^(?:text-embedding-|text-moderation-|omni-moderation-|dall-e-|whisper-|tts-|sora-)/, 'openai'],
  [/^claude-/, 'anthropic'],
  [/^(?:gemini|gemma)-/, 'gemini'],
  [
    /^(?:mistral|ministral|magistral|codestral|devstral|pixtral|open-mistral|open-mixtral|voxtral)-/,
    'mistral',
  ],
  [/^(?:command|c4ai)-/, 'cohere'],
  [/^deepseek-(?:chat|reasoner|v\d)/, 'deepseek'],
  [/^grok-/, 'xai'],
  [/^sonar(?:$|-)/, 'perplexity'],
  [/^(?:kimi|moonshot)-/, 'moonshot'],
];

export interface ResolvedModel {
  readonly provider: Provider;
  /** The name to send: what is left when the prefix is gone. */
  readonly model: string;
}

/**
 * `provider/model`, or a well-known bare name → provider and the name to send. A provider that is known but not built yet
 * is found, too: its `chat` says so.
 * @param providerPrefix `custom_llm_provider`; it decides, and its prefix in front of the name is taken off.
 * @returns null when nothing tells whose model it is.
 */
export function resolveModel(name: string, providerPrefix: string | null = null): ResolvedModel | null {
  if (providerPrefix !== null) {
    const provider = findProvider(providerPrefix);
    const prefix = `${providerPrefix}/`;
    return provider && { provider, model: name.startsWith(prefix) ? name.slice(prefix.length) : name };
  }
  const slash = name.indexOf('/');
  if (slash > 0 && slash < name.length - 1) {
    const provider = findProvider(name.slice(0, slash));
    if (provider !== null) return { provider, model: name.slice(slash + 1) };
  }
  const known = WELL_KNOWN.find(([pattern]) => pattern.test(name));
  const provider = known === undefined ? null : findProvider(known[1]);
  return provider && { provider, model: name };
}

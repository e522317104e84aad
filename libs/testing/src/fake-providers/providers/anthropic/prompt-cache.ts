import { createHash } from 'node:crypto';
import { type Section } from './messages-prompt.js';

/** Shorter prefixes are not cached. Source: Anthropic docs, "Prompt caching", most models. */
const LEAST_TOKENS = 1_024;

/** How the prompt's tokens fared; together they are part of the input. */
export interface CacheUse {
  readTokens: number;
  write5mTokens: number;
  write1hTokens: number;
}

/**
 * Prefixes of prompts seen before, as Anthropic caches them: up to each `cache_control` mark. Entries do not expire; a
 * fake's life is shorter than five minutes.
 */
export class PromptCache {
  readonly #seen = new Set<string>();

  /** Reads the longest prefix that is cached, writes those behind it. */
  use(sections: readonly Section[]): CacheUse {
    const use: CacheUse = { readTokens: 0, write5mTokens: 0, write1hTokens: 0 };
    const hash = createHash('sha256');
    let total = 0;
    let accounted = 0;
    for (const { content, tokens, cached } of sections) {
      hash.update(`${content.length}:${content}`);
      total += tokens;
      if (cached === null || total < LEAST_TOKENS) continue;
      const prefix = hash.copy().digest('hex');
      if (this.#seen.has(prefix)) use.readTokens += total - accounted;
      else if (cached === '1h') use.write1hTokens += total - accounted;
      else use.write5mTokens += total - accounted;
      this.#seen.add(prefix);
      accounted = total;
    }
    return use;
  }
}

/** How servers that speak OpenAI's format differ from one another. */
export interface Dialect {
  /** The name in the reply, for the name asked for: OpenAI answers an alias with a dated name. */
  servedModel(asked: string): string;
  /** Where the model's thoughts are shown; null: they are not. */
  readonly reasoningMember: string | null;
  /** Azure: verdicts on content, and a first chunk without choices that holds the prompt's. */
  readonly contentFilters: boolean;
}

export const OPENAI_DIALECT: Dialect = {
  servedModel: (asked) => (/-\d{4}-\d{2}-\d{2}$|-\d{4}$/.test(asked) ? asked : `${asked}-2025-01-01`),
  reasoningMember: null,
  contentFilters: false,
};

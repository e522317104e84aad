/** Pico-USD a token, as the configuration says them in dollars. */
export const PRICES = {
  gpt: { input: 150_000n, output: 600_000n },
  claude: { input: 3_000_000n, output: 15_000_000n },
};

/** What an answer costs, reckoned from the tokens its client was told. */
export function priceOf({ model, promptTokens, completionTokens }) {
  const { input, output } = PRICES[model];
  return input * BigInt(promptTokens) + output * BigInt(completionTokens);
}

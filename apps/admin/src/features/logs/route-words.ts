/** How a deployment was chosen, as the setting calls it, in words. */
const STRATEGIES: Readonly<Record<string, string>> = {
  'simple-shuffle': 'by chance, weighted',
  'least-busy': 'the one with the fewest calls under way',
  'latency-based-routing': 'the fastest of late',
  'peak-ewma': 'the least load expected, by latency and calls under way',
  'cost-based-routing': 'the cheapest',
  'usage-based-routing': 'the one with the most room this minute',
  'usage-based-routing-v2': 'the one with the most room this minute',
};

export const strategyWords = (strategy: string): string => STRATEGIES[strategy] ?? strategy;

/** Why a deployment was left out, after "left out: ". */
const SKIPS: Readonly<Record<string, string>> = {
  cooling: 'cooling down after failures',
  'max-parallel-requests': 'full: as many calls at a time as it may have',
  rpm: 'at its requests a minute',
  tpm: 'at its tokens a minute',
  'context-window': 'the prompt is too long for it',
  region: 'in a region the call may not go to',
  capability: 'cannot do what the call needs',
  probing: 'another call is finding out whether it is back',
  tags: 'has none of the call’s tags',
  tried: 'has had its turn',
  unfit: 'has refused this call for good',
  order: 'others come first, or it had its turn',
};

export const skipWords = (reason: string): string => SKIPS[reason] ?? reason;

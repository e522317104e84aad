const SOURCES: Readonly<Record<string, string>> = {
  config: 'the configuration of the model',
  catalogue: 'the catalogue that comes with the gateway',
  estimate: 'an estimate',
  free: 'the model is free',
};

/** Where the price of a call came from, in words; what is newer than this page is shown as it is. */
export const priceSourceWords = (source: string): string => SOURCES[source] ?? source;

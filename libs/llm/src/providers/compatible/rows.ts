import { AGGREGATORS } from './rows/aggregators.js';
import { CLOUDS } from './rows/clouds.js';
import { INFERENCE_HOSTS_A_H } from './rows/inference-hosts-a-h.js';
import { INFERENCE_HOSTS_I_Z } from './rows/inference-hosts-i-z.js';
import { MODEL_MAKERS } from './rows/model-makers.js';
import { MODEL_MAKERS_OF_ASIA } from './rows/model-makers-of-asia.js';
import { type CompatibleRow } from './rows/row.js';
import { SELF_HOSTED } from './rows/self-hosted.js';
import { WITHOUT_CHAT } from './rows/without-chat.js';

export { type CompatibleRow } from './rows/row.js';

/**
 * Providers that speak the OpenAI API, by prefix. Sources: the vendors' API references, public adapters and model
 * catalogues, read in November 2026. To add one, add a row; docs/add-a-provider.md shows how.
 */
export const COMPATIBLE_ROWS = {
  ...MODEL_MAKERS,
  ...MODEL_MAKERS_OF_ASIA,
  ...CLOUDS,
  ...INFERENCE_HOSTS_A_H,
  ...INFERENCE_HOSTS_I_Z,
  ...AGGREGATORS,
  ...SELF_HOSTED,
  ...WITHOUT_CHAT,
} as const satisfies Record<string, CompatibleRow>;

export type CompatibleId = keyof typeof COMPATIBLE_ROWS;

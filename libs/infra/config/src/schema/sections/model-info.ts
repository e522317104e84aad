import { anyMap, list, listOrOne } from '../types/collections.js';
import { choice, count, flag, number, seconds, text } from '../types/scalars.js';
import { openSection, section } from '../types/section.js';
import { setting } from '../types/setting-type.js';
import { allowedFailsPolicy } from './retry-policies.js';
import { PRICES } from './token-prices.js';

const MODES = [
  'chat',
  'completion',
  'embedding',
  'image_generation',
  'image_edit',
  'audio_transcription',
  'audio_speech',
  'rerank',
  'moderation',
  'responses',
  'realtime',
  'ocr',
  'search',
  'batch',
  'video_generation',
] as const;

/** Known keys of `model_info`. */
export const MODEL_INFO = {
  id: setting(text(), 'Name of this deployment in logs and reports', 'a hash of the entry'),
  mode: setting(choice(MODES), 'Kind of calls it serves', 'chat'),
  base_model: setting(text(), 'Real model, for prices, when `model` is a deployment name'),
  max_tokens: setting(count(), 'Largest reply, in tokens'),
  max_input_tokens: setting(count(), 'Largest prompt, in tokens'),
  max_output_tokens: setting(count(), 'Largest reply, in tokens'),
  ...PRICES,
  access_groups: setting(listOrOne(text()), 'Names that a key may list in place of model names'),
  supported_environments: setting(
    list(choice(['development', 'staging', 'production'])),
    'Where this deployment is offered; the environment is LITELLM_ENVIRONMENT',
  ),
  health_check_model: setting(text('a model name'), 'Model that a health check calls (wildcards)'),
  health_check_timeout: setting(seconds(), 'Seconds a health check may take', '60'),
  health_check_max_tokens: setting(count(), 'Largest reply of a health check', '1'),
  health_check_max_tokens_reasoning: setting(count(), 'The same for reasoning models', '512'),
  health_check_voice: setting(text(), 'Voice of a speech health check', 'alloy'),
  disable_background_health_check: setting(flag(), 'Leave it out of background health checks', 'false'),
  team_id: setting(text(), 'Team that alone may use it'),
  team_public_model_name: setting(text('a model name'), 'Its name for that team'),
  blocked: setting(flag(), 'Paused: gets no calls', 'false'),
  allowed_fails: setting(
    count(),
    'Failures a minute before it is cooled down',
    'router_settings.allowed_fails',
  ),
  allowed_fails_policy: setting(allowedFailsPolicy, 'The same by kind of error'),
  cooldown_time: setting(seconds(), 'Seconds without calls after too many failures'),
  order: setting(number({ whole: true }), 'Lower ones are tried first; litellm_params.order wins'),
  custom_tokenizer: setting(
    section({
      identifier: setting(text(), 'Hugging Face name of the tokenizer'),
      revision: setting(text(), 'Its revision'),
      auth_token: setting(text(), 'Token to fetch it with'),
    }),
    'Tokenizer to count with',
  ),
  tier: setting(choice(['free', 'paid']), 'Tier of the provider account'),
  db_model: setting(flag(), 'Whether the model comes from the database'),
  enable_tag_filtering: setting(flag(), 'Route requests of this model by tags'),
  access_windows: setting(list(anyMap()), 'Times at which it may be used'),
};

export const modelInfo = openSection(MODEL_INFO, 'is only shown by /model/info');

import { list } from '../types/collections.js';
import { count, text } from '../types/scalars.js';
import { section } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';
import { litellmParams } from './litellm-params.js';
import { modelInfo } from './model-info.js';

/** `model_list`: every entry one deployment; equal names share the load. */
export const modelList = list(
  section(
    {
      model_name: required(
        text('a model name'),
        'Public name; entries of one name share its calls; may hold `*`',
      ),
      litellm_params: required(litellmParams, 'Where and how it is served'),
      model_info: setting(modelInfo, 'What is known of it; further keys are shown by /model/info'),
      rpm: setting(count(), 'Copied into litellm_params when absent there'),
      tpm: setting(count(), 'Copied into litellm_params when absent there'),
    },
    'a map with the keys model_name and litellm_params',
  ),
  'a list of deployments',
);

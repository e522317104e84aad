import { anyMap, anything, list, mapOf } from '../types/collections.js';
import { count, seconds, text } from '../types/scalars.js';
import { openSection, section } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';

/** `search_tools`: what /search asks. */
export const searchTools = list(
  section({
    search_tool_name: required(text(), 'Its name'),
    litellm_params: required(
      openSection(
        {
          search_provider: required(text(), 'Search provider'),
          api_key: setting(text(), 'Key at the provider'),
          api_base: setting(text('a URL'), 'Base URL'),
          timeout: setting(seconds(), 'Seconds a search may take'),
          max_retries: setting(count(), 'Retries of a failed search'),
        },
        'is sent to the provider',
      ),
      'Where it searches',
    ),
    search_tool_info: setting(anyMap(), 'What is known of it'),
  }),
  'a list of search tools',
);

/** `vector_store_registry`: vector stores that calls may name. */
export const vectorStoreRegistry = list(
  section({
    vector_store_name: required(text(), 'Its name'),
    litellm_params: required(
      openSection(
        {
          vector_store_id: required(text(), 'Its id at the provider'),
          custom_llm_provider: setting(text(), 'Provider'),
        },
        'is sent to the provider',
      ),
      'Where it is',
    ),
  }),
  'a list of vector stores',
);

/** `prompts`: prompts kept elsewhere. */
export const prompts = list(
  section({
    prompt_id: required(text(), 'Its id'),
    litellm_params: required(
      openSection(
        { prompt_integration: setting(text(), 'Where it is kept') },
        'is passed to the integration',
      ),
      'How it is found',
    ),
    prompt_info: setting(anyMap(), 'What is known of it'),
  }),
  'a list of prompts',
);

/** `files_settings`, `finetune_settings`: default credentials of each provider. */
export const providerDefaults = list(
  openSection(
    {
      custom_llm_provider: required(text(), 'Provider'),
      api_base: setting(text('a URL'), 'Base URL'),
      api_key: setting(text(), 'Key at the provider'),
      api_version: setting(text(), 'Version of the API'),
    },
    'is sent to the provider',
  ),
  'a list of provider settings',
);

/** `default_vertex_config`: what pass-through calls to Vertex AI use. */
export const defaultVertexConfig = openSection(
  {
    vertex_project: setting(text(), 'Project'),
    vertex_location: setting(text(), 'Location'),
    vertex_credentials: setting(anything('a path, JSON text or map'), 'Service account'),
  },
  'is passed to Vertex AI',
);

/** `assistant_settings`: who serves assistants. */
export const assistantSettings = section({
  custom_llm_provider: setting(text(), 'Provider'),
  litellm_params: setting(anyMap(), 'Its parameters'),
});

/** `callback_settings`: options of each integration. */
export const callbackSettings = mapOf(anything(), 'a map of integrations');

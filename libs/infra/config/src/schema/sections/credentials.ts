import { anything, list, mapOf } from '../types/collections.js';
import { text } from '../types/scalars.js';
import { openSection, section } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';

/** `credential_list`: named credentials, used through `litellm_params.litellm_credential_name`. */
export const credentialList = list(
  section(
    {
      credential_name: required(text(), 'Name that deployments refer to it by'),
      credential_values: required(
        mapOf(anything(), 'a map of api_key, api_base …'),
        'What fills the litellm_params of those deployments',
      ),
      credential_info: setting(
        openSection(
          {
            description: setting(text(), 'What it is for'),
            custom_llm_provider: setting(text(), 'Provider it belongs to'),
          },
          'is only shown',
        ),
        'What is known of it',
      ),
    },
    'a map with the keys credential_name and credential_values',
  ),
  'a list of credentials',
);

/** `environment_variables`: written into the environment before anything else is read. */
export const environmentVariables = mapOf(anything('a single value'), 'a map of names and values');

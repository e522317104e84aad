import { anyMap, anything, either, list, mapOf } from '../types/collections.js';
import { choice, flag, text } from '../types/scalars.js';
import { openSection, section } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';

const moment = choice(['pre_call', 'during_call', 'post_call', 'logging_only', 'pre_mcp_call']);

/** `guardrails`: checks of prompts and replies. */
export const guardrails = list(
  section({
    guardrail_name: required(text(), 'Its name'),
    litellm_params: required(
      openSection(
        {
          guardrail: required(text(), 'Kind of guardrail'),
          mode: required(either({ scalar: moment, list: list(moment), map: anyMap() }), 'When it runs'),
          default_on: setting(flag(), 'Runs on every call', 'false'),
          api_key: setting(text(), 'Key of its service'),
          api_base: setting(text('a URL'), 'Address of its service'),
          extra_headers: setting(list(text('a header name')), 'Client headers to send to its service'),
        },
        'is passed to the guardrail',
      ),
      'What it does',
    ),
    guardrail_info: setting(
      openSection({ params: setting(list(anyMap()), 'Parameters') }, 'is only shown'),
      'What is known of it',
    ),
  }),
  'a list of guardrails',
);

/** `policies` and `policy_attachments`: bundles of guardrails and where they attach. */
export const policies = mapOf(anything(), 'a map of policies');
export const policyAttachments = list(anyMap(), 'a list of attachments');

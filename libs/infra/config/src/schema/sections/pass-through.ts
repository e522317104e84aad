import { anyMap, list, mapOf } from '../types/collections.js';
import { choice, dollars, flag, text } from '../types/scalars.js';
import { section } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';

/** `general_settings.pass_through_endpoints`: routes of your own that lead to any URL. */
export const passThroughEndpoints = list(
  section({
    id: setting(text(), 'Its name', 'made from the path'),
    path: required(text('a path such as "/v1/rerank"'), 'Route at the gateway'),
    target: required(text('a URL'), 'Where it leads'),
    headers: setting(
      mapOf(text()),
      'Headers to send; `litellm_user_api_key` names the header with the key of the gateway',
    ),
    default_query_params: setting(anyMap(), 'Query parameters when the client sends none'),
    include_subpath: setting(flag(), 'Also all paths below it', 'false'),
    cost_per_request: setting(dollars(), 'USD a call', '0'),
    auth: setting(flag(), 'Needs a key', 'true'),
    forward_headers: setting(flag(), "Send the client's headers on", 'false'),
    methods: setting(
      list(choice(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'])),
      'Methods it takes',
      'all of GET, POST, PUT, DELETE, PATCH',
    ),
    guardrails: setting(anyMap(), 'Guardrails of the route'),
    custom_auth_parser: setting(choice(['langfuse']), 'Reads the key as this client sends it'),
  }),
  'a list of routes',
);

import { anyMap, list, mapOf } from '../types/collections.js';
import { choice, flag, text } from '../types/scalars.js';
import { openSection, section } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';

const names = list(text());

/** `mcp_servers`: tool servers by name. */
export const mcpServers = mapOf(
  openSection(
    {
      url: setting(text('a URL'), 'Its address'),
      transport: setting(choice(['sse', 'http', 'stdio']), 'How it is spoken to', 'sse'),
      command: setting(text(), 'stdio: program to run'),
      args: setting(names, 'stdio: arguments of the program'),
      env: setting(mapOf(text()), 'stdio: environment of the program'),
      description: setting(text(), 'What it is for'),
      auth_type: setting(
        choice(['none', 'api_key', 'bearer_token', 'basic', 'authorization', 'oauth2', 'aws_sigv4']),
        'How the gateway authenticates',
        'none',
      ),
      auth_value: setting(text(), 'Credential'),
      authorization_url: setting(text('a URL'), 'OAuth: authorization endpoint'),
      token_url: setting(text('a URL'), 'OAuth: token endpoint'),
      registration_url: setting(text('a URL'), 'OAuth: registration endpoint'),
      client_id: setting(text(), 'OAuth: client'),
      client_secret: setting(text(), 'OAuth: secret of the client'),
      scopes: setting(names, 'OAuth: scopes'),
      extra_headers: setting(list(text('a header name')), 'Client headers to send on'),
      static_headers: setting(mapOf(text()), 'Headers to send'),
      spec_path: setting(text('a path'), 'OpenAPI file that becomes tools'),
      spec_version: setting(text(), 'Version of MCP', '2025-06-18'),
      allowed_tools: setting(names, 'Tools that are offered', 'all'),
      disallowed_tools: setting(names, 'Tools that are not offered'),
      allowed_params: setting(mapOf(names), 'Parameters that each tool may get'),
      access_groups: setting(names, 'Groups that may use it'),
      allow_all_keys: setting(flag(), 'Every key may use it', 'false'),
      available_on_public_internet: setting(flag(), 'Offered to callers from outside', 'true'),
    },
    'is passed to the server',
  ),
  'a map of MCP servers',
);

/** `mcp_tools`: tools that the gateway runs itself. */
export const mcpTools = list(
  section({
    name: required(text(), 'Its name'),
    description: setting(text(), 'What it does'),
    input_schema: setting(anyMap(), 'JSON schema of its input'),
    handler: setting(text(), 'Function that runs it'),
  }),
  'a list of tools',
);

import { anyMap, list, listOrOne } from './types/collections.js';
import { text } from './types/scalars.js';
import { section } from './types/section.js';
import { setting, type ValueOf } from './types/setting-type.js';
import { credentialList, environmentVariables } from './sections/credentials.js';
import { generalSettings } from './sections/general-settings.js';
import { guardrails, policies, policyAttachments } from './sections/guardrails.js';
import { litellmSettings } from './sections/litellm-settings.js';
import { mcpServers, mcpTools } from './sections/mcp-servers.js';
import { modelList } from './sections/model-list.js';
import { routerSettings } from './sections/router-settings.js';
import {
  assistantSettings,
  callbackSettings,
  defaultVertexConfig,
  prompts,
  providerDefaults,
  searchTools,
  vectorStoreRegistry,
} from './sections/tools-and-stores.js';

/** Every section of a configuration file: the source of checks, types, known names and docs/configuration.md. */
export const CONFIG_SECTIONS = {
  model_list: setting(modelList, 'Deployments: which models are offered, and where they are served'),
  router_settings: setting(routerSettings, 'Choice among deployments, retries, fallbacks'),
  litellm_settings: setting(litellmSettings, 'What holds for all calls'),
  general_settings: setting(generalSettings, 'Server, access, database'),
  environment_variables: setting(
    environmentVariables,
    'Environment variables to set before anything else is read; they win over those already set',
  ),
  credential_list: setting(credentialList, 'Named credentials that deployments share'),
  include: setting(listOrOne(text('the path of a file')), 'More files, relative to this one'),
  guardrails: setting(guardrails, 'Checks of prompts and replies'),
  policies: setting(policies, 'Bundles of guardrails'),
  policy_attachments: setting(policyAttachments, 'Where the bundles apply'),
  mcp_servers: setting(mcpServers, 'MCP servers by name'),
  mcp_tools: setting(mcpTools, 'MCP tools of the gateway itself'),
  search_tools: setting(searchTools, 'What /search asks'),
  vector_store_registry: setting(vectorStoreRegistry, 'Vector stores'),
  prompts: setting(prompts, 'Prompts kept elsewhere'),
  callback_settings: setting(callbackSettings, 'Options of integrations'),
  files_settings: setting(providerDefaults, 'Default credentials of /files'),
  finetune_settings: setting(providerDefaults, 'Default credentials of /fine_tuning'),
  default_vertex_config: setting(defaultVertexConfig, 'Default credentials of Vertex AI pass-through'),
  assistant_settings: setting(assistantSettings, 'Who serves assistants'),
  worker_registry: setting(list(anyMap()), 'Workers of a control plane'),
};

export const configSchema = section(CONFIG_SECTIONS, 'a map of sections');

/** A configuration file, checked: environment variables resolved, files joined, unset keys absent. */
export type GatewayConfig = ValueOf<typeof configSchema>;
/** An entry of `model_list`. */
export type ModelEntry = NonNullable<GatewayConfig['model_list']>[number];
export type LitellmParams = ModelEntry['litellm_params'];
export type ModelInfo = NonNullable<ModelEntry['model_info']>;
export type RouterSettings = NonNullable<GatewayConfig['router_settings']>;
export type LitellmSettings = NonNullable<GatewayConfig['litellm_settings']>;
export type GeneralSettings = NonNullable<GatewayConfig['general_settings']>;

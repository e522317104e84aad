import { type SettingsSection } from '@tollgate/config';

/** Settings that a process reads once, before it has a database to read others from. */
const READ_AT_START: Readonly<Record<SettingsSection, readonly RegExp[]>> = {
  router_settings: [/^redis_/, /^cache_kwargs$/, /^set_verbose$/, /^debug_level$/],
  litellm_settings: [
    ...[/^json_logs$/, /^set_verbose$/, /^timezone$/, /^require_auth_for_metrics_endpoint$/],
    /^max_end_user_budget(_id)?$/,
  ],
  general_settings: [
    /^master_key$/,
    /^database_/,
    /^store_model_in_db$/,
    /^supported_db_objects$/,
    /^litellm_key_header_name$/,
    /^user_api_key_cache_ttl$/,
    /^use_x_forwarded_for$/,
    /^key_management_/,
    /^encryption_algorithm$/,
    /^custom_(auth|sso|key_generate)$/,
  ],
};

/** Does a change need a restart, so that it belongs into the configuration file or the environment? */
export function isReadAtStart(section: SettingsSection, name: string): boolean {
  return READ_AT_START[section].some((pattern) => pattern.test(name));
}

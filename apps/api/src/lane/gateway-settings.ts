import { type GatewayConfig, type Options } from '@tollgate/config';
import { type GatewaySettings } from '@tollgate/gateway';
import { type RoutingTable } from '@tollgate/routing';

const REQUEST_MEGABYTES = 32;
const BODY_TIMEOUT_MS = 60_000;

/**
 * The configuration as the data plane reads it, once a request: the same object until the configuration or the routing
 * table is swapped.
 * @param config the configuration in force.
 * @param table the table in force.
 */
export function settingsSource(
  config: () => GatewayConfig,
  options: Pick<Options, 'rootPath' | 'corsOrigins'>,
  version: string,
  table: () => RoutingTable,
): () => GatewaySettings {
  let seen = config();
  let current: GatewaySettings = { ...settingsOf(seen, options, version), table: table() };
  return () => {
    const latest = table();
    const said = config();
    if (latest !== current.table || said !== seen) {
      seen = said;
      current = { ...settingsOf(said, options, version), table: latest };
    }
    return current;
  };
}

function settingsOf(
  config: GatewayConfig,
  options: Pick<Options, 'rootPath' | 'corsOrigins'>,
  version: string,
): Omit<GatewaySettings, 'table'> {
  const general = config.general_settings ?? {};
  const litellm = config.litellm_settings ?? {};
  return {
    maxRequestBytes: Math.floor((general.max_request_size_mb ?? REQUEST_MEGABYTES) * 1024 * 1024),
    bodyTimeoutMs: BODY_TIMEOUT_MS,
    keyHeader: general.litellm_key_header_name?.toLowerCase() ?? null,
    rootPath: options.rootPath,
    corsOrigins: options.corsOrigins,
    alwaysIncludeStreamUsage: general.always_include_stream_usage ?? false,
    includeCostInStreamingUsage: litellm.include_cost_in_streaming_usage ?? false,
    dropParams: litellm.drop_params ?? false,
    allowClientSideCredentials: general.allow_client_side_credentials ?? false,
    allowClientMockResponse: general.dangerously_allow_mock_testing_request_params ?? false,
    version,
  };
}

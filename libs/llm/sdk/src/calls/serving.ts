import { type GatewaySettings } from '@tollgate/gateway';
import { type RoutingTable } from '@tollgate/routing';
import { type Params } from './call-params.js';

/** What the data plane serves one call by, and what of its parameters is left for the body. */
export interface Served {
  readonly settings: GatewaySettings;
  readonly body: Params;
}

/** Finds out who serves a call. @throws TollgateError when nobody can. */
export type Serving = (params: Params) => Served;

/** Of the SDK itself; calls show it nowhere. */
const VERSION = '0.1.0';

/** The data plane without what is for servers: the caller is trusted, and owns the accounts at the providers. */
export function settingsOf(table: RoutingTable, dropParams = false): GatewaySettings {
  return {
    table,
    maxRequestBytes: Number.MAX_SAFE_INTEGER,
    bodyTimeoutMs: 0,
    keyHeader: null,
    rootPath: '',
    corsOrigins: [],
    alwaysIncludeStreamUsage: false,
    includeCostInStreamingUsage: false,
    dropParams,
    allowClientSideCredentials: true,
    allowClientMockResponse: true,
    ownAccount: true,
    version: VERSION,
  };
}

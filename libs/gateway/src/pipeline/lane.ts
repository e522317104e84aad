import { DeploymentStats } from '@tollgate/routing';
import { Credentials } from '../credentials/credentials.js';
import { type GatewayPorts } from '../ports/ports.js';
import { UpstreamPools } from '../send/upstream-pools.js';
import { Destinations } from '../translate/destinations.js';

/** What the calls of one gateway share. */
export interface Lane {
  readonly ports: GatewayPorts;
  readonly pools: UpstreamPools;
  readonly destinations: Destinations;
  readonly credentials: Credentials;
  /** What has been seen of the deployments: their calls on the way, latencies, failures. */
  readonly stats: DeploymentStats;
  /** Ids of deployments that refuse `stream_options`. */
  readonly withoutStreamOptions: Set<string>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export function createLane(ports: GatewayPorts, random: () => number): Lane {
  const pools = new UpstreamPools();
  return {
    ports,
    pools,
    destinations: new Destinations(pools),
    credentials: new Credentials(ports.log),
    stats: new DeploymentStats(),
    withoutStreamOptions: new Set(),
    random,
  };
}

import { DeploymentStats } from '@tollgate/routing';
import { Credentials } from '../credentials/credentials.js';
import { HedgeShare } from '../hedge/hedge-share.js';
import { MediaFetcher, type MediaFetcherOptions } from '../media/media-fetcher.js';
import { Mirrors } from '../mirror/mirrors.js';
import { type GatewayPorts } from '../ports/ports.js';
import { UpstreamPools } from '../send/upstream-pools.js';
import { Destinations } from '../translate/destinations.js';
import { OwnSettings } from './own-settings.js';

/** What the calls of one gateway share. */
export interface Lane {
  readonly ports: GatewayPorts;
  readonly pools: UpstreamPools;
  readonly destinations: Destinations;
  readonly credentials: Credentials;
  /** Fetches what callers name by URL and providers want as bytes. */
  readonly media: MediaFetcher;
  /** What has been seen of the deployments: their calls on the way, latencies, failures. */
  readonly stats: DeploymentStats;
  /** Of keys with router settings of their own. */
  readonly ownSettings: OwnSettings;
  /** Ids of deployments that refuse `stream_options`. */
  readonly withoutStreamOptions: Set<string>;
  /** How many calls may be sent to a second deployment as well. */
  readonly hedges: HedgeShare;
  /** Copies of calls on their way to silent models. */
  readonly mirrors: Mirrors;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** @param stats when others look on; of the lane alone when absent. */
export function createLane(
  ports: GatewayPorts,
  random: () => number,
  media: MediaFetcherOptions = {},
  stats = new DeploymentStats(),
): Lane {
  const pools = new UpstreamPools();
  return {
    ports,
    pools,
    destinations: new Destinations(pools),
    credentials: new Credentials(ports.log),
    media: new MediaFetcher(media),
    stats,
    ownSettings: new OwnSettings(ports),
    withoutStreamOptions: new Set(),
    hedges: new HedgeShare(),
    mirrors: new Mirrors(),
    random,
  };
}

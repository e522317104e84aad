import { type Environment } from '@tollgate/config';
import { type OutboundNetwork, outboundNetwork, readNetworks } from '@tollgate/gateway/network';
import { StartFailure } from './start-failure.js';

/** The hosts that files and alerts may be sent to: public ones, and those of TOLLGATE_DELIVERY_NETWORKS. @throws StartFailure */
export function deliveryNetworkOf(env: Environment): OutboundNetwork {
  const networks = readNetworks(env['TOLLGATE_DELIVERY_NETWORKS'] ?? '');
  if (networks !== null) return outboundNetwork(networks);
  throw new StartFailure(
    'TOLLGATE_DELIVERY_NETWORKS must be networks or addresses by comma, such as 10.0.0.0/8,192.168.4.7',
  );
}

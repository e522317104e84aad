import { type DeliveryNetwork } from '@tollgate/delivery';
import { type LookupFunction } from 'node:net';

/** Which hosts may be delivered to: the application says. */
export abstract class DeliveryNetworkPort implements DeliveryNetwork {
  abstract mayReach(address: string): boolean;
  abstract readonly lookup: LookupFunction;
}

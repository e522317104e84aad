import { TenantChangePublisher } from '@tollgate/organizations';

/** Tells every process that keys (or owners of keys) changed, this one first. Called after the change was committed; never throws. */
export abstract class KeyChangePublisher extends TenantChangePublisher {
  /** @param tokens SHA-256 hashes of the keys. */
  abstract changed(tokens: readonly string[]): void;
}

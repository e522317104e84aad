import { deploymentLists, DeploymentStats, type RoutingTable } from '@tollgate/routing';
import { type IdleModel } from './table/model-origin.js';

/**
 * The routing table in force. A table is immutable and swapped whole: a request that took one keeps it to its end, so it
 * never sees half a change. The application makes the store, and whoever reloads the configuration swaps the table.
 */
export class RoutingTableStore {
  /** What this process sees of the table's deployments: calls on the way, latencies, failures. The gateway keeps it. */
  readonly stats = new DeploymentStats();
  #current: RoutingTable | null = null;
  #idle: readonly IdleModel[] = [];

  /** @throws before the first table is set, which the application does before it listens. */
  get current(): RoutingTable {
    if (this.#current === null) throw new Error('no routing table is set yet');
    return this.#current;
  }

  /** Models that no call reaches. */
  get idle(): readonly IdleModel[] {
    return this.#idle;
  }

  /** Does the configuration file have a model of this id? */
  fileModel(id: string): boolean {
    const served = deploymentLists(this.current).flat();
    return [...served, ...this.#idle].some((model) => model.id === id && model.info['db_model'] !== true);
  }

  swap(table: RoutingTable, idle: readonly IdleModel[] = []): void {
    this.#current = table;
    this.#idle = idle;
  }
}

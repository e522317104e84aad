import { Injectable } from '@nestjs/common';
import { type RoutingTable } from '@tollgate/routing';

/**
 * The routing table in force. A table is immutable and swapped whole: a request that took one keeps it to its end, so it
 * never sees half a change.
 */
@Injectable()
export class RoutingTableStore {
  #current: RoutingTable | null = null;

  /** @throws before the first table is set, which the application does before it listens. */
  get current(): RoutingTable {
    if (this.#current === null) throw new Error('no routing table is set yet');
    return this.#current;
  }

  swap(table: RoutingTable): void {
    this.#current = table;
  }
}

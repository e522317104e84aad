import { type KeyContext } from '@tollgate/core';
import { type GatewayPorts, type GatewaySettings, type OwnRouterSettings } from '../ports/ports.js';

/** Settings of keys that have some of their own, made once for each key and each configuration. */
export class OwnSettings {
  readonly #known = new WeakMap<OwnRouterSettings, { base: GatewaySettings; own: GatewaySettings }>();

  constructor(private readonly ports: Pick<GatewayPorts, 'ownTable'>) {}

  /** The configuration as it is for a key. */
  of(key: KeyContext, base: GatewaySettings): GatewaySettings {
    const { routerSettings } = key;
    if (routerSettings === undefined || !this.ports.ownTable) return base;
    const known = this.#known.get(routerSettings);
    if (known?.base === base) return known.own;
    const own = { ...base, table: this.ports.ownTable(base.table, routerSettings) };
    this.#known.set(routerSettings, { base, own });
    return own;
  }
}

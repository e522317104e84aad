import { type SpendBudget, SpendMeter } from '../budget/spend-meter.js';
import { deploymentLists } from '../resolve-model.js';
import { type Deployment, type RoutingTable } from '../routing-table.js';
import { HealthNews } from '../shared/health-news.js';
import { hashOf } from '../select/affinity.js';
import { DEFAULT_STRATEGY_ARGS, type StrategyArgs } from '../strategies/strategy-args.js';
import { DeploymentRecord } from './deployment-record.js';

/** A deployment and what is known of it. */
export interface Candidate {
  readonly deployment: Deployment;
  readonly record: DeploymentRecord;
  /** Its `order`; without one it comes after all others. */
  readonly order: number;
  /** Of an input and an output token together, for comparison only; an unknown price is the highest. */
  readonly price: number;
  /** Of its id: which of the calls that belong together are its own. */
  readonly hash: number;
}

const NO_ORDER = Number.MAX_SAFE_INTEGER;

/**
 * What one process knows of all deployments. It holds one record for each deployment of the table in force, and survives a
 * change of the table for those that are in the new one.
 */
export class DeploymentStats {
  readonly #records = new Map<string, DeploymentRecord>();
  /** By kind and id of their budgets. */
  #meters = new Map<string, SpendMeter>();
  /** Of the table's deployments. */
  #ids: ReadonlySet<string> = new Set();
  /** By the lists of a table, which never change: a decision looks up one list instead of every deployment. */
  #candidates = new WeakMap<readonly Deployment[], readonly Candidate[]>();
  #table: RoutingTable | null = null;
  #isShared = false;

  /** Forgets what is no longer configured, when the table is another one than before. */
  adopt(table: RoutingTable): void {
    if (this.#table === table) return;
    this.#table = table;
    const ids = new Set<string>();
    const meters = new Map<string, SpendMeter>();
    for (const list of deploymentLists(table))
      for (const { id, budgets } of list) {
        ids.add(id);
        const known = this.#records.get(id);
        if (budgets) this.recordOf(id).meters = budgets.map((budget) => this.#meterOf(budget, meters));
        else if (known) known.meters = null;
      }
    this.#meters = meters;
    this.#ids = ids;
    for (const id of this.#records.keys()) if (!ids.has(id)) this.#records.delete(id);
    this.#candidates = new WeakMap();
  }

  /** From now on notes what other processes are to be told. */
  share(): void {
    this.#isShared = true;
    for (const record of this.#records.values()) record.news ??= new HealthNews();
  }

  /** Of all deployments that were asked for. */
  get records(): Iterable<DeploymentRecord> {
    return this.#records.values();
  }

  /** The record of a deployment of the table; undefined: it has none of this id. */
  known(id: string): DeploymentRecord | undefined {
    return this.#ids.has(id) ? this.recordOf(id) : undefined;
  }

  /** The strategy's, as far as samples are kept by them. */
  get args(): StrategyArgs {
    return this.#table?.strategyArgs ?? DEFAULT_STRATEGY_ARGS;
  }

  /** Of all budgets that the table has. */
  get meters(): Iterable<SpendMeter> {
    return this.#meters.values();
  }

  recordOf(id: string): DeploymentRecord {
    const known = this.#records.get(id);
    if (known) return known;
    const fresh = new DeploymentRecord(id);
    if (this.#isShared) fresh.news = new HealthNews();
    this.#records.set(id, fresh);
    return fresh;
  }

  /** Keeps what is known of a budget that goes on. @param meters of the table that is being adopted. */
  #meterOf(budget: SpendBudget, meters: Map<string, SpendMeter>): SpendMeter {
    const name = `${budget.kind} ${budget.id}`;
    const known = meters.get(name) ?? this.#meters.get(name);
    const meter = known?.configure(budget) ? known : new SpendMeter(budget);
    meters.set(name, meter);
    return meter;
  }

  /** The deployments of a group, each with its record. */
  candidatesOf(deployments: readonly Deployment[]): readonly Candidate[] {
    const known = this.#candidates.get(deployments);
    if (known) return known;
    const fresh = deployments.map((deployment) => ({
      deployment,
      record: this.recordOf(deployment.id),
      order: deployment.order ?? NO_ORDER,
      price: priceOf(deployment),
      hash: hashOf(deployment.id),
    }));
    this.#candidates.set(deployments, fresh);
    return fresh;
  }
}

function priceOf({ prices }: Deployment): number {
  return prices ? Number(prices.base.input + prices.base.output) : Number.MAX_VALUE;
}

import { type AttributionKind } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type BorrowerLimits, type BorrowerRules } from './borrower-rules.js';

/** Where rules of customers and tags are read from. */
export interface AttributionReader {
  /** What customers have to keep to that have no rules of their own; null: nothing. */
  customerDefault(): Promise<BorrowerLimits | null>;
  /** Those that restrict calls, by id, after one of them. */
  page(kind: AttributionKind, after: string, limit: number): Promise<BorrowerRules[]>;
  /** Some, whether they restrict calls or not; who is not stored is left out. */
  some(kind: AttributionKind, ids: readonly string[]): Promise<BorrowerRules[]>;
}

interface LimitColumns {
  readonly maxBudget: string | null;
  readonly rpmLimit: string | null;
  readonly tpmLimit: string | null;
  readonly maxParallelRequests: string | null;
  readonly budgetDuration: string | null;
  readonly budgetResetAt: Date | null;
}

interface RuleColumns extends LimitColumns {
  readonly id: string;
  readonly blocked: boolean;
  readonly models: string[];
  readonly region: string | null;
  readonly spend: string;
  readonly spendSince: Date | null;
}

/** Reads them from Postgres, with the limits they borrow from budgets. */
export class StoredAttributions implements AttributionReader {
  constructor(private readonly dataSource: DataSource) {}

  async customerDefault(): Promise<BorrowerLimits | null> {
    const [row] = await this.dataSource.query<LimitColumns[]>(CUSTOMER_DEFAULT);
    return row ? limitsOf(row) : null;
  }

  async page(kind: AttributionKind, after: string, limit: number): Promise<BorrowerRules[]> {
    const { select, id, restricts } = QUERIES[kind];
    const query = `${select} WHERE entity.${id} > $1 AND (${restricts}) ORDER BY entity.${id} LIMIT $2`;
    return (await this.dataSource.query<RuleColumns[]>(query, [after, limit])).map(rulesOf);
  }

  async some(kind: AttributionKind, ids: readonly string[]): Promise<BorrowerRules[]> {
    const { select, id } = QUERIES[kind];
    const query = `${select} WHERE entity.${id} = ANY($1::text[])`;
    return (await this.dataSource.query<RuleColumns[]>(query, [ids])).map(rulesOf);
  }
}

const LIMITS = ['max_parallel_requests', 'tpm_limit', 'rpm_limit'] as const;

/** Whoever has no budget to borrow from borrows what the configuration gives to all customers. */
const CUSTOMER_DEFAULT = `
  SELECT coalesce(budget.max_budget, fallback.max_budget)::text AS "maxBudget", budget.rpm_limit AS "rpmLimit",
         budget.tpm_limit AS "tpmLimit", budget.max_parallel_requests AS "maxParallelRequests",
         budget.budget_duration AS "budgetDuration", budget.budget_reset_at AS "budgetResetAt"
  FROM customer_default AS fallback LEFT JOIN budget ON budget.budget_id = fallback.budget_id`;

const OWN_RULES = `cardinality(entity.models) > 0 OR entity.budget_id IS NOT NULL OR entity.max_budget IS NOT NULL
  OR ${LIMITS.map((limit) => `entity.${limit} IS NOT NULL`).join(' OR ')}`;

const QUERIES = {
  customer: {
    id: 'customer_id',
    select: `${selectOf('customer_id', {
      blocked: 'entity.blocked',
      region: 'entity.allowed_model_region',
      lastBudget: 'fallback.max_budget',
    })}
      FROM customer AS entity LEFT JOIN customer_default AS fallback ON entity.budget_id IS NULL
      LEFT JOIN budget ON budget.budget_id = coalesce(entity.budget_id, fallback.budget_id)`,
    restricts: `entity.blocked OR entity.allowed_model_region IS NOT NULL OR (fallback.id IS NOT NULL AND entity.spend > 0) OR ${OWN_RULES}`,
  },
  tag: {
    id: 'name',
    select: `${selectOf('name', { blocked: 'false', region: 'NULL', lastBudget: 'NULL' })}
      FROM tag AS entity LEFT JOIN budget ON budget.budget_id = entity.budget_id`,
    restricts: OWN_RULES,
  },
} as const satisfies Record<AttributionKind, { id: string; select: string; restricts: string }>;

/** @param given SQL expressions of what not every table has. */
function selectOf(
  id: string,
  given: { readonly blocked: string; readonly region: string; readonly lastBudget: string },
): string {
  const [parallel, tokens, requests] = LIMITS.map((limit) => `coalesce(entity.${limit}, budget.${limit})`);
  return `
    SELECT entity.${id} AS id, ${given.blocked} AS blocked, entity.models, ${given.region} AS region, entity.spend::text AS spend,
      entity.spend_since AS "spendSince",
      coalesce(entity.max_budget, budget.max_budget, ${given.lastBudget})::text AS "maxBudget",
      ${parallel} AS "maxParallelRequests", ${tokens} AS "tpmLimit", ${requests} AS "rpmLimit",
      coalesce(entity.budget_duration, budget.budget_duration) AS "budgetDuration",
      CASE WHEN entity.budget_duration IS NULL THEN budget.budget_reset_at ELSE entity.budget_reset_at END AS "budgetResetAt"`;
}

function rulesOf(row: RuleColumns): BorrowerRules {
  const { id, blocked, models, region, spend, spendSince } = row;
  return { id, blocked, models, region, spend: BigInt(spend), spendSince, ...limitsOf(row) };
}

function limitsOf(row: LimitColumns): BorrowerLimits {
  const { maxBudget, rpmLimit, tpmLimit, maxParallelRequests, budgetDuration, budgetResetAt } = row;
  return {
    maxBudget: maxBudget === null ? null : BigInt(maxBudget),
    rpmLimit: countOf(rpmLimit),
    tpmLimit: countOf(tpmLimit),
    maxParallelRequests: countOf(maxParallelRequests),
    budgetDuration,
    budgetResetAt,
  };
}

/** The driver gives bigint columns as text. */
function countOf(value: string | null): number | null {
  return value === null ? null : Number(value);
}

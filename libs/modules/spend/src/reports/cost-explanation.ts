import { type CostAdjustment, type CostExplanation, type CostLineView, formatUsd } from '@tollgate/core';
import { cataloguePrices, costLines, costOf, type PriceSheet } from '@tollgate/llm';
import { type ModelPrice, ModelPriceStore, type RoutingTableStore, sheetOf } from '@tollgate/models';
import { resolveModel } from '@tollgate/routing';
import { type DataSource } from 'typeorm';
import { type ChargedCall } from './charged-call.js';
import { usageOf } from './stored-usage.js';

const NO_LINES = { explained: 'prices_changed', lines: [] as CostLineView[] } as const;

/**
 * Why a call costs what it costs. The prices are looked up where they came from; only when they give the very amount that was
 * charged are its lines shown, for prices may have changed since.
 */
export async function explainCost(
  dataSource: DataSource,
  tables: RoutingTableStore,
  call: ChargedCall,
): Promise<CostExplanation> {
  const own = await ownPriceOf(dataSource, call);
  return {
    ...linesOf(call, own === null ? usualSheet(tables, call) : sheetOf(own)),
    charged_usd: call.charged === null ? null : formatUsd(BigInt(call.charged)),
    cost_usd: call.cost === null ? null : formatUsd(BigInt(call.cost)),
    price_source: call.priceSource,
    price_version: call.priceVersion,
    price_origin: own?.origin ?? null,
    usage_estimated: call.usageEstimated,
    adjustments: await adjustmentsOf(dataSource, call),
  };
}

async function ownPriceOf(dataSource: DataSource, call: ChargedCall): Promise<ModelPrice | null> {
  if (call.priceSource !== 'price_book' || call.priceVersion === null) return null;
  return new ModelPriceStore(dataSource).find(call.priceVersion);
}

function usualSheet(tables: RoutingTableStore, call: ChargedCall): PriceSheet | null {
  switch (call.priceSource) {
    case 'catalogue':
      return call.provider && call.sentModel ? cataloguePrices(call.provider, call.sentModel) : null;
    case 'config':
      return call.deploymentId === null
        ? null
        : (resolveModel(tables.current, call.deploymentId)?.deployments[0]?.prices ?? null);
    default:
      return null;
  }
}

function linesOf(call: ChargedCall, sheet: PriceSheet | null): Pick<CostExplanation, 'explained' | 'lines'> {
  const usage = usageOf(call);
  if (usage === null) return { explained: 'nothing_used', lines: [] };
  if (call.charged === null) return { explained: 'unpriced', lines: [] };
  if (sheet === null) return NO_LINES;
  // A price that depends on the hour was taken at the call's; others do not mind.
  const at = [call.startedAt, null].find((time) => costOf(usage, sheet, time).toString() === call.charged);
  if (at === undefined) return NO_LINES;
  const lines = costLines(usage, sheet, at).map(({ unit, quantity, price, amount }) => ({
    ...{ unit, quantity, usd_per_million: formatUsd(price), usd: microPico(amount) },
  }));
  return { explained: 'lines', lines };
}

/** Millionths of a pico-USD as dollars, exact: 18 decimals. */
function microPico(amount: bigint): string {
  const digits = amount.toString().padStart(19, '0');
  const fraction = digits.slice(-18).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -18) : `${digits.slice(0, -18)}.${fraction}`;
}

interface AdjustmentRow {
  repricingId: string;
  reason: string | null;
  at: Date;
  amount: string;
  cost: string;
  priceSource: string;
  priceVersion: string | null;
}

async function adjustmentsOf(dataSource: DataSource, call: ChargedCall): Promise<CostAdjustment[]> {
  const rows = await dataSource.query<AdjustmentRow[]>(
    `SELECT a.repricing_id AS "repricingId", r.reason, a.created_at AS at, a.amount, a.cost,
            a.price_source AS "priceSource", a.price_version AS "priceVersion"
     FROM spend_adjustment AS a LEFT JOIN spend_repricing AS r ON r.id = a.repricing_id
     WHERE a.event_started_at = $1 AND a.event_id = $2 ORDER BY a.created_at`,
    [call.startedAt, call.id],
  );
  return rows.map((row) => ({
    repricing_id: row.repricingId,
    reason: row.reason,
    at: row.at.toISOString(),
    amount_usd: formatUsd(BigInt(row.amount)),
    cost_usd: formatUsd(BigInt(row.cost)),
    price_source: row.priceSource,
    price_version: row.priceVersion,
  }));
}

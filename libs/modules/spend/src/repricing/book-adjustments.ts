import { type PicoUsd } from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { addToWindows } from '../flush/window-totals.js';
import { adjustTotals } from './adjust-totals.js';
import { type NewCost } from './price-anew.js';
import { type SelectedCall } from './selected-calls.js';

/** A call that costs something else by now. */
export interface Adjustment {
  readonly call: SelectedCall;
  /** Pico-USD, also below 0. */
  readonly amount: PicoUsd;
  readonly to: NewCost;
}

const BOOK = `
  WITH booked AS (
    INSERT INTO spend_adjustment (event_started_at, event_id, repricing_id, amount, cost, was_unpriced, price_source,
      price_version, created_at)
    SELECT started_at, id, $1::uuid, amount, cost, was_unpriced, source, version, now()
    FROM unnest($2::timestamptz[], $3::uuid[], $4::numeric[], $5::numeric[], $6::boolean[], $7::text[], $8::text[])
      AS given (started_at, id, amount, cost, was_unpriced, source, version)
    ON CONFLICT DO NOTHING
    RETURNING event_started_at, event_id, amount
  ), summed AS (
    INSERT INTO spend_adjusted AS adjusted (event_started_at, event_id, amount)
    SELECT event_started_at, event_id, amount FROM booked
    ON CONFLICT (event_started_at, event_id) DO UPDATE SET amount = adjusted.amount + excluded.amount
  ), marked AS (
    INSERT INTO spend_pending_hour (hour) SELECT DISTINCT date_trunc('hour', event_started_at, 'UTC') FROM booked
  )
  SELECT event_id AS id FROM booked`;

/**
 * Books adjustments in the transaction that read the calls: their rows, the marks of their hours, and the totals of everybody
 * the calls belong to. One that is booked already is passed over, so a batch may be repeated.
 */
export async function bookAdjustments(
  manager: EntityManager,
  repricingId: string,
  adjustments: readonly Adjustment[],
): Promise<void> {
  if (adjustments.length === 0) return;
  const rows = await manager.query<{ id: string }[]>(BOOK, [
    repricingId,
    adjustments.map(({ call }) => call.startedAt),
    adjustments.map(({ call }) => call.id),
    adjustments.map(({ amount }) => amount.toString()),
    adjustments.map(({ to }) => to.cost.toString()),
    adjustments.map(({ call }) => call.cost === null),
    adjustments.map(({ to }) => to.source),
    adjustments.map(({ to }) => to.version),
  ]);
  const booked = new Set(rows.map(({ id }) => id));
  const fresh = adjustments.filter(({ call }) => booked.has(call.id));
  if (fresh.length === 0) return;
  await adjustTotals(manager, fresh);
  await addToWindows(
    manager,
    fresh.map(({ call, amount }) => ({
      ...{
        hash: call.keyHash,
        userId: call.userId,
        teamId: call.teamId,
        organizationId: call.organizationId,
        projectId: call.projectId,
      },
      ...{
        endUserId: call.endUserId,
        tags: call.tags,
        askedModel: call.askedModel,
        modelGroup: call.modelGroup,
      },
      ...{ spend: amount.toString(), calls: 0, unpricedCalls: 0, lastActive: call.endedAt },
    })),
  );
}

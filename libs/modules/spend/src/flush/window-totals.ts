import { type EntityManager } from 'typeorm';
import { type OwnedDelta } from './owner-totals.js';

/**
 * A call counts in a window that it ended in. Deltas are of one minute each, and windows begin with a minute at the earliest
 * (those of seconds apart), so the latest end of a delta stands for all its calls.
 */
const ADD_TO_WINDOWS = `
  WITH delta AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::numeric[], $9::timestamptz[])
      AS delta (hash, team_id, user_id, organization_id, project_id, asked_model, model_group, spend, last_active)
  ), charged AS (
    SELECT owner.kind, owner.id, delta.asked_model, delta.model_group, delta.spend, delta.last_active
    FROM delta
    LEFT JOIN rotated_key AS rotated ON rotated.token = delta.hash
    LEFT JOIN virtual_key AS key ON key.token = coalesce(rotated.active_token, delta.hash)
    CROSS JOIN LATERAL (VALUES ('key', coalesce(key.counter_id, key.token)), ('team', delta.team_id),
      ('user', delta.user_id), ('organization', delta.organization_id), ('project', delta.project_id)) AS owner (kind, id)
    WHERE owner.id IS NOT NULL
  ), locked AS (
    SELECT owner_kind, owner_id, model, period, since FROM budget_window
    WHERE (owner_kind, owner_id) IN (SELECT kind, id FROM charged)
    ORDER BY owner_kind, owner_id, model, period FOR NO KEY UPDATE
  )
  UPDATE budget_window AS budget SET spend = budget.spend + due.spend
  FROM (
    SELECT locked.owner_kind, locked.owner_id, locked.model, locked.period, sum(charged.spend) AS spend
    FROM locked JOIN charged ON charged.kind = locked.owner_kind AND charged.id = locked.owner_id
      AND (locked.model = '' OR locked.model IN (charged.asked_model, charged.model_group))
      AND charged.last_active >= locked.since
    GROUP BY 1, 2, 3, 4
  ) AS due
  WHERE (budget.owner_kind, budget.owner_id, budget.model, budget.period)
    = (due.owner_kind, due.owner_id, due.model, due.period)`;

/**
 * Adds to the windows of budgets of models and of several budgets at a time, of keys and of those above them, in the
 * transaction that stores the events and after all other totals: whoever begins a window holds the lock of its owner.
 */
export async function addToWindows(manager: EntityManager, deltas: readonly OwnedDelta[]): Promise<void> {
  const paid = deltas.filter(({ spend }) => spend !== '0');
  if (paid.length === 0) return;
  await manager.query(ADD_TO_WINDOWS, [
    paid.map(({ hash }) => hash),
    paid.map(({ teamId }) => teamId),
    paid.map(({ userId }) => userId),
    paid.map(({ organizationId }) => organizationId),
    paid.map(({ projectId }) => projectId),
    paid.map(({ askedModel }) => askedModel),
    paid.map(({ modelGroup }) => modelGroup),
    paid.map(({ spend }) => spend),
    paid.map(({ lastActive }) => lastActive),
  ]);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { priceOf } from './traffic/prices.mjs';

const SETTLED_WITHIN_MS = 180_000;

/** Figures of the ledger, all in one snapshot; money as text of pico-USD. */
const FIGURES = `
  SELECT (SELECT count(*) FROM spend_event) AS rows,
         (SELECT count(DISTINCT call_id) FROM spend_event) AS calls,
         (SELECT coalesce(sum(cost), 0)::text FROM spend_event) AS events,
         (SELECT coalesce(sum(spend), 0)::text FROM spend_total) AS totals,
         (SELECT coalesce(sum(spend), 0)::text FROM virtual_key) AS keys,
         (SELECT coalesce(sum(spend), 0)::text FROM team) AS teams,
         (SELECT coalesce(sum(spend), 0)::text FROM user_account) AS users,
         (SELECT coalesce(sum(cost), 0)::text FROM spend_event 
            WHERE user_id IN (SELECT user_id FROM user_account)) AS "eventsOfUsers",
         (SELECT coalesce(sum(spend), 0)::text FROM spend_hourly) AS rollup,
         (SELECT coalesce(sum(calls), 0) FROM spend_hourly) AS "rollupCalls",
         (SELECT count(*) FROM spend_pending_hour) AS pending,
         (SELECT count(*) FROM spend_dead_letter) AS "deadLetters"`;

/** Waits until nothing is under way any more: the journal empty, no hour pending. */
export async function isSettled(house, calm = 2_500) {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  let since = Date.now();
  while (Date.now() - since < calm) {
    if (Date.now() > deadline) throw new Error('The ledger does not come to rest.');
    if (house.journalFiles().length > 0 || Number((await read(house, FIGURES))[0].pending) > 0)
      since = Date.now();
    await sleep(200);
  }
}

/**
 * Holds what clients saw against the ledger.
 * @returns {Promise<{ holds: boolean, lines: [what: string, expected: string, found: string][] }>}
 */
export async function equation(house, calls) {
  const rows = await read(
    house,
    'SELECT call_id, status, cost::text, input_tokens, output_tokens FROM spend_event',
  );
  const [figures] = await read(house, FIGURES);
  const answered = calls.filter(({ outcome }) => outcome === 'answered');
  const byCall = rowsByCall(rows);
  const made = new Set(calls.map(({ id }) => id));
  const seen = new Set(answered.map(({ id }) => id));
  const rest = rows.filter(({ call_id: id }) => !seen.has(id));
  const expected = answered.reduce((sum, call) => sum + priceOf(call), 0n) + sumOf(rest);
  const lines = [
    ['answered calls = their rows', answered.length, rows.length - rest.length],
    ['answered calls without a row', 0, answered.filter(({ id }) => !byCall.has(id)).length],
    [
      'answered calls with wrong tokens or cost',
      0,
      answered.filter((call) => isWrong(call, byCall.get(call.id))).length,
    ],
    ['rows of a call that is there already', 0, figures.rows - figures.calls],
    ['rows of calls nobody made', 0, rows.filter(({ call_id: id }) => !made.has(id)).length],
    ['cost of the answers, by hand, and of the other rows = events', expected, figures.events],
    ['events = lifetime totals', figures.events, figures.totals],
    ['events = spend of keys', figures.events, figures.keys],
    ['events = spend of teams', figures.events, figures.teams],
    ['events of users = spend of users', figures.eventsOfUsers, figures.users],
    ['events = hourly rollup', figures.events, figures.rollup],
    ['rows = calls of the rollup', figures.rows, figures.rollupCalls],
    ['lines set aside', 0, figures.deadLetters],
    ['journal files left', 0, house.journalFiles().length],
  ].map(([what, ...sides]) => [what, ...sides.map(String)]);
  return { holds: lines.every(([, left, right]) => left === right), lines, rest: rest.length };
}

function isWrong(call, rows = []) {
  return rows.some(
    (row) =>
      row.status !== 'success' ||
      BigInt(row.cost ?? -1) !== priceOf(call) ||
      Number(row.input_tokens) !== call.promptTokens ||
      Number(row.output_tokens) !== call.completionTokens,
  );
}

function rowsByCall(rows) {
  const byCall = new Map();
  for (const row of rows) byCall.set(row.call_id, [...(byCall.get(row.call_id) ?? []), row]);
  return byCall;
}

function sumOf(rows) {
  return rows.reduce((sum, { cost }) => sum + BigInt(cost ?? 0), 0n);
}

async function read(house, sql) {
  const client = new Client({ connectionString: house.postgres.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

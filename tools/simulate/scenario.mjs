import { logNormal } from './random.mjs';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const DURATION_MS = 10 * MINUTE;
export const REQUESTS_A_SECOND = 50;

/** From this many calls at once, a deployment becomes slower in proportion. */
const COMFORTABLE_CALLS = 100;
const MEDIAN_MS = 400;
const SIGMA = 0.3;

/**
 * Five places that serve one model. `reply` says what becomes of a call that is sent now: how long it takes, and whether it
 * fails. Prices: US dollars a thousand calls.
 */
export const PLACES = [
  { id: 'steady', price: 1.0, reply: (world) => answer(world, 1) },
  { id: 'slowing', price: 1.0, reply: (world) => answer(world, between(world.now, 2, 8) ? 10 : 1) },
  {
    id: 'failing',
    price: 0.9,
    reply: (world) => (world.random() < 0.3 ? error(100, 500) : answer(world, 1)),
  },
  {
    id: 'limited',
    price: 0.8,
    reply: (world) => (world.now % MINUTE < 20 * SECOND ? error(20, 429) : answer(world, 1)),
  },
  { id: 'steady, dear', price: 2.0, reply: (world) => answer(world, 1) },
];

/** What the scenario does, for people. */
export const DESCRIPTION = `${REQUESTS_A_SECOND} calls a second for ${DURATION_MS / MINUTE} minutes of virtual time, answers in ${MEDIAN_MS} ms (median, log-normal)
by five deployments: *slowing* takes ten times as long from the second minute to the eighth, *failing* answers 30 % of its
calls with a 500, *limited* answers 429 in the first 20 seconds of every minute, *steady, dear* costs twice as much. From
${COMFORTABLE_CALLS} calls at once on, a deployment slows down in proportion. Two retries, cooldowns as by default.`;

function answer({ random, inFlight }, factor) {
  const crowded = Math.max(1, inFlight / COMFORTABLE_CALLS);
  return { ms: logNormal(random, MEDIAN_MS * factor * crowded, SIGMA), status: 200 };
}

function error(ms, status) {
  return { ms, status };
}

function between(now, from, to) {
  return now >= from * MINUTE && now < to * MINUTE;
}

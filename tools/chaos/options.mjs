import { parseArgs } from 'node:util';

export const HELP = `npm run chaos -- [options]

Calls the built product (two API processes, a worker, Postgres, Redis, fake providers) while everything around it dies, then
holds the calls that were answered against the ledger: one row each, exact to the pico-dollar, none twice.

  --calls N          answered calls at least (default 20000)
  --rate N           calls begun a second at most (default 100)
  --kill-every S     an API process or the worker gets kill -9 every so many seconds (default 4)
  --postgres-away S  Postgres crashes and stays away so long (default 60)
  --redis-away S     Redis dies, forgets everything, and stays away so long (default 30)
  --disk-full S      the journal's disk is full so long; needs root and Linux, for a tmpfs (default 10)
  --short            1000 calls, 60 a second, everything away for a few seconds: for CI
  --json             the result as JSON on the last line
  --help             this text
`;

const FULL = { calls: 20_000, rate: 100, killEvery: 4, postgresAway: 60, redisAway: 30, diskFull: 10 };
const SHORT = { calls: 1_000, rate: 60, killEvery: 4, postgresAway: 8, redisAway: 4, diskFull: 3 };

/** Reads the command line; throws a TypeError with one clear sentence when it makes no sense. */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      calls: { type: 'string' },
      rate: { type: 'string' },
      'kill-every': { type: 'string' },
      'postgres-away': { type: 'string' },
      'redis-away': { type: 'string' },
      'disk-full': { type: 'string' },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const defaults = values.short ? SHORT : FULL;
  return {
    help: values.help,
    json: values.json,
    calls: count('calls', values.calls, defaults.calls),
    rate: count('rate', values.rate, defaults.rate),
    killEvery: count('kill-every', values['kill-every'], defaults.killEvery),
    postgresAway: count('postgres-away', values['postgres-away'], defaults.postgresAway),
    redisAway: count('redis-away', values['redis-away'], defaults.redisAway),
    diskFull: count('disk-full', values['disk-full'], defaults.diskFull),
  };
}

function count(name, text, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`--${name} takes a whole number from 1`);
  return value;
}

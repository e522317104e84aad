import { parseArgs } from 'node:util';

export const HELP = `npm run bench -- [options]

Measures the CPU time one request costs, against two baselines that do the least a proxy can do:
  pipe     bytes through, nothing read
  parse    JSON parsed and rebuilt, both ways
  gateway  key auth, limits, spend journal, metrics and response headers on

Every process is fresh and warmed; rounds are interleaved; figures are medians over processes, with the range in brackets.

  --subject NAME    product: the built API, as users run it (default when it is built); library: the gateway alone
  --rounds N        measured rounds a process (default 4)
  --seconds N       length of a round (default 2)
  --processes N     fresh processes a side (default 3)
  --connections N   connections of the load generator (default 64)
  --only NAME       json or sse
  --hide-usage      streams: do not ask for usage (the gateway then has to hide it)
  --paced           streams: one piece of HTTP an event, as slow models send them, instead of all in one
  --translated      the upstream speaks Anthropic's API, so the gateway translates both ways (product only)
  --limits          also the gateway with a key that has no limits and no budget (product only)
  --quick           1 process, 2 rounds of 1 second: a glance, not a measurement
  --decisions       instead: what it costs routing to choose one of 100 deployments
  --json            print the figures as JSON, too
  --help            this text
`;

/** Reads the command line; throws a TypeError with one clear sentence when it makes no sense. */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      subject: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      processes: { type: 'string' },
      connections: { type: 'string' },
      only: { type: 'string' },
      'hide-usage': { type: 'boolean', default: false },
      paced: { type: 'boolean', default: false },
      translated: { type: 'boolean', default: false },
      limits: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      decisions: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const quick = values.quick;
  return {
    help: values.help,
    json: values.json,
    decisions: values.decisions,
    subject: oneOf('subject', values.subject, ['product', 'library']),
    rounds: count('rounds', values.rounds, quick ? 2 : 4),
    seconds: count('seconds', values.seconds, quick ? 1 : 2),
    processes: count('processes', values.processes, quick ? 1 : 3),
    connections: count('connections', values.connections, 64),
    scenarios: values.only === undefined ? ['json', 'sse'] : [oneOf('only', values.only, ['json', 'sse'])],
    hideUsage: values['hide-usage'],
    paced: values.paced,
    translated: values.translated,
    sides: ['pipe', 'parse', 'gateway', ...(values.limits ? ['unlimited'] : [])],
    warmUpRequests: quick ? { json: 5_000, sse: 1_500 } : { json: 20_000, sse: 6_000 },
  };
}

function count(name, text, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`--${name} takes a whole number from 1`);
  return value;
}

function oneOf(name, value, allowed) {
  if (value === undefined || allowed.includes(value)) return value;
  throw new TypeError(`--${name} takes ${allowed.join(' or ')}`);
}

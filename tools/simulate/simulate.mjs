/** `npm run simulate`: how each strategy fares when deployments slow down, fail and refuse, over virtual time. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { ROUTING_STRATEGIES } from '@tollgate/routing';
import { runStrategy } from './run-strategy.mjs';
import { DESCRIPTION } from './scenario.mjs';
import { answered, percentile, resultTable } from './table.mjs';

const HELP = `npm run simulate -- [options]

  --seed N   another run of the same scenario (default 1)
  --write    put the table into docs/routing.md
  --help     this text

Exit code 1 when peak-ewma does not keep its promise: a p99 of a third of simple-shuffle's, and 99.9 % of the calls answered.`;

const PAGE = new URL('../../docs/routing.md', import.meta.url);
const MARKED = /(<!-- simulation -->)[^]*(<!-- end of simulation -->)/;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else await main(Number(values.seed));

async function main(seed) {
  if (!Number.isInteger(seed)) throw new TypeError('--seed takes a whole number');
  const results = new Map(ROUTING_STRATEGIES.map((strategy) => [strategy, runStrategy(strategy, seed)]));
  const table = resultTable(results);
  console.log(`${DESCRIPTION}\n\n${table}`);
  if (values.write) await writeTable(table);
  const best = results.get('peak-ewma');
  const gain = percentile(results.get('simple-shuffle'), 0.99) / percentile(best, 0.99);
  console.log(`\nThe p99 of simple-shuffle is ${gain.toFixed(1)} times that of peak-ewma.`);
  if (gain < 3 || answered(best) < 0.999) process.exitCode = 1;
}

async function writeTable(table) {
  const page = await readFile(PAGE, 'utf8');
  const filled = page.replace(MARKED, (_, start, end) => `${start}\n\n${DESCRIPTION}\n\n${table}\n\n${end}`);
  await writeFile(PAGE, await format(filled, { ...(await resolveConfig(PAGE)), parser: 'markdown' }));
}

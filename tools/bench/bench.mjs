/** `npm run bench`: what a request costs, against proxies that do as little as possible. */
import { cpus } from 'node:os';
import { decisionCosts } from './decisions.mjs';
import { HELP, readOptions } from './options.mjs';
import { bottlenecks, ofProcess, ofSide, table } from './report/figures.mjs';
import { productIsBuilt, startLoad, startSubject, startUpstream } from './subjects/processes.mjs';

const MOST_WARM_UP_ROUNDS = 20;

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  if (options.decisions) return console.log(decisionCosts().join('\n'));
  const subject = options.subject ?? (productIsBuilt() ? 'product' : 'library');
  console.log(
    `gateway = ${subject === 'product' ? 'the built product' : 'the gateway library'}; ${options.processes} process(es) a side, ` +
      `${options.rounds} rounds of ${options.seconds} s, ${options.connections} connections, ${cpus().length} cores, Node ${process.version}`,
  );
  if (subject === 'library' && (options.translated || options.sides.includes('unlimited')))
    throw new TypeError('--translated and --limits measure the product only: build it first');
  const helpers = [await startUpstream(options.paced), await startLoad()];
  const running = [...helpers];
  try {
    const results = {};
    const subjects = [];
    for (let i = 0; i < options.processes; i += 1)
      for (const side of options.sides) {
        const one = await startSubject(side, helpers[0], subject, options.translated);
        subjects.push(one);
        running.push(one);
      }
    for (const scenario of options.scenarios)
      results[scenario] = await measure(scenario, subjects, helpers, options);
    if (options.json) console.log(JSON.stringify(results, null, 2));
  } finally {
    await Promise.all(running.map((one) => one.stop()));
  }
}

async function measure(scenario, subjects, [upstream, load], options) {
  const measured = new Map(subjects.map((one) => [one, []]));
  for (const one of subjects) await warmUp(scenario, one, upstream, load, options);
  for (let i = 0; i < options.rounds; i += 1)
    for (const one of subjects)
      measured.get(one).push(await round(scenario, one, upstream, load, options, options.seconds));
  const sides = {};
  for (const side of options.sides)
    sides[side] = ofSide(
      subjects.filter((one) => one.side === side).map((one) => ofProcess(measured.get(one))),
    );
  console.log(`\n${table(scenario, sides)}`);
  for (const text of bottlenecks([...measured.values()].flat()))
    console.log(`! ${text}: requests/s and latency say little`);
  return sides;
}

/** Compilers work by counts, not by the clock: a busy machine needs longer to warm a process up. */
async function warmUp(scenario, one, upstream, load, options) {
  let requests = 0;
  for (let i = 0; i < MOST_WARM_UP_ROUNDS && requests < options.warmUpRequests[scenario]; i += 1)
    requests += (await round(scenario, one, upstream, load, options, 1)).requests;
}

/** One stretch of load on one process, and what it cost. */
async function round(scenario, one, upstream, load, options, seconds) {
  const all = [one.child, upstream, load];
  const before = await Promise.all(all.map((child) => child.figures()));
  const started = performance.now();
  const answer = load.next('result');
  load.child.send({
    load: {
      port: one.port,
      key: one.key,
      stream: scenario === 'sse',
      includeUsage: !options.hideUsage,
      connections: options.connections,
      seconds,
    },
  });
  const result = await answer;
  const after = await Promise.all(all.map((child) => child.figures()));
  const [cpuMicroseconds, upstreamCpu, loadCpu] = after.map(
    (now, i) => now.cpuMicroseconds - before[i].cpuMicroseconds,
  );
  return {
    ...result,
    seconds: (performance.now() - started) / 1000,
    cpuMicroseconds,
    upstreamCpu,
    loadCpu,
    rssBytes: after[0].rssBytes,
  };
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `bench: ${error.message} (see --help)` : error);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}

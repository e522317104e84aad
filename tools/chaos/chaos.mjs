/** `npm run chaos`: does every answered call have exactly one row when everything dies? docs/reports/ledger-chaos.md */
import { setTimeout as sleep } from 'node:timers/promises';
import { equation, isSettled } from './equation.mjs';
import { Killer, runFaults } from './faults.mjs';
import { House, isReady } from './house/house.mjs';
import { HELP, readOptions } from './options.mjs';
import { Traffic } from './traffic/traffic.mjs';

const PROGRESS_EVERY_MS = 15_000;
/** Whoever asks us to stop gets the processes, files and mounts removed, too. */
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

const started = performance.now();
const say = (text) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${text}`);

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  const house = await House.build();
  try {
    await house.open();
    const calls = await underFire(house, options);
    for (const { process } of house.apis) await isReady(process);
    await isReady(house.worker);
    say('calm; the ledger comes to rest');
    await isSettled(house);
    report(house, calls, await equation(house, calls), options);
  } catch (error) {
    for (const one of [...house.apis.map(({ process }) => process), house.worker])
      console.error(`${one.name}, last printed:\n${one.output.slice(-3_000)}`);
    throw error;
  } finally {
    await house.tearDown();
  }
}

/** The calls, made while everything dies. */
async function underFire(house, options) {
  const traffic = new Traffic(house.apis, await house.makeKeys(), options.rate);
  const [one, two] = house.apis.map(({ process }) => process);
  const killer = new Killer([one, house.worker, two], options.killEvery * 1_000);
  say(`two API processes, a worker; ${options.calls} answers wanted, kill -9 every ${options.killEvery} s`);
  traffic.start();
  killer.start();
  const progress = setInterval(() => say(`${traffic.answered} answered`), PROGRESS_EVERY_MS);
  try {
    await runFaults(house, killer, options, say);
    while (traffic.answered < options.calls) await sleep(200);
  } finally {
    clearInterval(progress);
    await killer.stop();
    await traffic.stop();
  }
  return traffic.calls;
}

function report(house, calls, { holds, lines, rest }, options) {
  const count = (outcome) => calls.filter((call) => call.outcome === outcome).length;
  const deaths = [...house.apis.map(({ process }) => process), house.worker].map(
    ({ name, deaths: times }) => `${name} ${times}`,
  );
  say(`killed: ${deaths.join(', ')}`);
  say(
    `calls ${calls.length}: answered ${count('answered')}, left by their client ${count('left')}, ` +
      `refused ${count('refused')}, broken off ${count('broken')}`,
  );
  say(`refused with: ${statuses(calls)}`);
  say(`rows of calls that were not answered: ${rest}`);
  const width = Math.max(...lines.map(([what]) => what.length));
  for (const [what, left, right] of lines)
    console.log(`${left === right ? '  ok   ' : ' WRONG '} ${what.padEnd(width)}  ${left} | ${right}`);
  console.log(holds ? 'The equation holds.' : 'The equation does not hold.');
  if (options.json) console.log(JSON.stringify({ holds, answered: count('answered'), lines }));
  if (!holds) process.exitCode = 1;
}

/** `500 × 12, 503 × 3` */
function statuses(calls) {
  const times = new Map();
  for (const { status } of calls) if (status) times.set(status, (times.get(status) ?? 0) + 1);
  return [...times].map(([status, count]) => `${status} × ${count}`).join(', ') || 'nothing';
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `chaos: ${error.message} (see --help)` : error);
  process.exitCode = error instanceof TypeError ? 2 : 1;
}

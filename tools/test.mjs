#!/usr/bin/env node
/** `npm test`: everything that proves the product, from a fresh checkout. docs/testing.md has the story. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode } from './services/dependencies.mjs';
import { ensureServices } from './services/debian-packages.mjs';
import { forgetReports, readResults } from './test/results.mjs';
import { nx, nxQuiet, projects, root } from './test/workspace.mjs';

const HELP = `npm test -- [options]
  (none)           unit specs of every project, then the end-to-end tests of the built product
  --unit           unit specs only
  --e2e            end-to-end tests only
  --screenshots    the dashboard's end-to-end test only; its pictures go to docs/screenshots
  --project NAME   unit specs of one project: keys, @tollgate/keys …
  --help           this text
Missing services (redis-server, chromium) are installed where that is allowed: as root on a Debian. Elsewhere the tests
that need them are not run, and listed at the end; with CI=true they fail.`;

const { values: options } = parseArgs({
  options: {
    unit: { type: 'boolean' },
    e2e: { type: 'boolean' },
    project: { type: 'string' },
    screenshots: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

if (options.help) {
  console.log(HELP);
  process.exit(0);
}

requireNode();
ensureDependencies(root);
process.exit(await run().catch(explain));

/** A run that broke before it could count. */
function explain(error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('\n0 passed, 1 failed');
  return 1;
}

async function run() {
  const all = projects();
  const tested = all.filter(({ targets }) => targets.includes('test')).filter(isWanted);
  const e2e = all.filter(({ targets }) => targets.includes('e2e'));
  const withUnit = !options.e2e && !options.screenshots;
  const withE2e = !options.unit && options.project === undefined;
  if (tested.length === 0) {
    console.error(`No project ${options.project} has a test target.`);
    return 1;
  }
  if (!nxQuiet(['run-many', '-t', 'build', '-p', '@tollgate/testing', '@tollgate/embedded'])) return 1;
  const missing = await services(withE2e);
  if (missing.length > 0 && process.env.CI) {
    console.error(`CI needs ${missing.join(' and ')}, and could not install it.`);
    return 1;
  }
  const unit = withUnit ? await runUnit(tested, missing) : { ok: true, results: [] };
  const product = withE2e ? await runE2e(e2e) : { ok: true, results: [] };
  return report([...unit.results, ...product.results], missing, unit.ok && product.ok);
}

function isWanted({ name }) {
  const { project } = options;
  return project === undefined || name === project || name === `@tollgate/${project}`;
}

async function services(withE2e) {
  const { isInstalled, SERVICE_NAMES } = await import('../libs/testing/dist/index.js');
  const needed = SERVICE_NAMES.filter((name) => withE2e || name !== 'chromium');
  return ensureServices(needed, isInstalled);
}

/** One Postgres cluster serves all specs: each makes a database of its own in it. */
async function runUnit(tested, missing) {
  forgetReports(tested.map(({ folder }) => folder));
  const { startTestPostgres } = await import('./test/postgres.mjs');
  const postgres = await startTestPostgres();
  try {
    const names = tested.map(({ name }) => name).join(',');
    const ok = await nx(['run-many', '-t', 'test', '-p', names], {
      TOLLGATE_TEST_POSTGRES_URL: postgres.url,
      // Part of Nx's cache keys: what was not run for want of a service must run when it is there.
      TOLLGATE_TEST_MISSING: missing.join(','),
    });
    return { ok, results: readResults(tested, /\.spec\.tsx?$/) };
  } finally {
    await postgres.stop();
  }
}

async function runE2e(e2e) {
  forgetReports(e2e.map(({ folder }) => folder));
  const args = ['run-many', '-t', 'e2e', '-p', e2e.map(({ name }) => name).join(',')];
  const ok = options.screenshots
    ? await nx([...args, '--args=dashboard'], { TOLLGATE_SCREENSHOTS: join(root, 'docs', 'screenshots') })
    : await nx(args);
  return { ok, results: readResults(e2e, /\.e2e\.ts$/) };
}

function report(results, missing, ok) {
  const width = Math.max(...results.map(({ project }) => project.length), 0);
  console.log('');
  for (const { project, passed, failures, notRun } of results) {
    const rest = notRun.length > 0 ? `, ${notRun.length} not run` : '';
    console.log(`${project.padEnd(width)}  ${passed} passed, ${failures.length} failed${rest}`);
  }
  const failures = listed(results, 'failures');
  for (const failure of failures) console.log(`FAILED  ${failure}`);
  reportNotRun(listed(results, 'notRun'), missing);
  // Nx can fail where no spec did: a build, say.
  const elsewhere = !ok && failures.length === 0 ? 1 : 0;
  if (elsewhere > 0) console.log('\nA build or another step failed; see above.');
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = failures.length + elsewhere;
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function listed(results, field) {
  return results.flatMap((result) => result[field].map((name) => `${result.project}: ${name}`));
}

function reportNotRun(names, missing) {
  if (names.length === 0) return;
  console.log('\nNot run:');
  for (const name of names) console.log(`  ${name}`);
  if (missing.length === 0) return;
  const packages = missing.join(' ');
  console.log(
    `To run them, install ${missing.join(' and ')} (Debian: apt-get install ${packages}); then npm test.`,
  );
}

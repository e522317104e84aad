import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Left by jest-report.mjs; Nx keeps it as an output, so a replayed run has it too. */
const REPORT = join('coverage', 'jest.json');

/**
 * What one project's specs came to.
 * @typedef {{ project: string, passed: number, failures: string[], notRun: string[] }} Result
 */

/** Removes old reports, so that what is counted later is of this run (or was restored by Nx for it). */
export function forgetReports(folders) {
  for (const folder of folders) rmSync(join(folder, REPORT), { force: true });
}

/**
 * Reads the reports of projects; those without specs are left out.
 * @param {{ name: string, folder: string }[]} projects
 * @param {RegExp} isSpec by file name
 * @returns {Result[]}
 */
export function readResults(projects, isSpec) {
  return projects
    .filter(({ folder }) => hasFile(join(folder, 'src'), isSpec))
    .map(({ name, folder }) => {
      const path = join(folder, REPORT);
      if (existsSync(path)) return { project: name, ...JSON.parse(readFileSync(path, 'utf8')) };
      return {
        project: name,
        passed: 0,
        failures: ['its specs did not run to an end; see above'],
        notRun: [],
      };
    });
}

function hasFile(folder, pattern) {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((name) => pattern.test(name));
}

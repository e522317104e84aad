import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A Jest reporter: leaves what a project's specs came to in `coverage/jest.json`, for tools/test/results.mjs. */
export default class JestReport {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, { testResults }) {
    const tests = testResults.flatMap((file) => file.testResults);
    const namesOf = (...statuses) =>
      tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
    // A file that cannot even be loaded has no tests of its own to fail.
    const broken = testResults
      .filter((file) => file.testExecError !== undefined && file.testExecError !== null)
      .map((file) => `${relative(this.rootDir, file.testFilePath)} cannot be run`);
    const report = {
      passed: namesOf('passed').length,
      failures: [...namesOf('failed'), ...broken],
      notRun: namesOf('pending', 'todo', 'skipped', 'disabled'),
    };
    mkdirSync(join(this.rootDir, 'coverage'), { recursive: true });
    writeFileSync(join(this.rootDir, 'coverage', 'jest.json'), JSON.stringify(report, null, 1));
  }
}

import { join } from 'node:path';

/** Shared by every project's jest.config.mjs; specs run as native ES modules (see docs/decisions/0002). */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testEnvironmentOptions: { customExportConditions: ['@tollgate/source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/src/**/*.spec.ts?(x)'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // What npm test counts; Nx keeps it with the cached result.
  reporters: ['default', join(import.meta.dirname, 'tools', 'test', 'jest-report.mjs')],
  coverageProvider: 'v8',
  watchman: false,
  workerIdleMemoryLimit: '300MB',
};

import preset from '../../jest.preset.mjs';

/** Suites run one after another: each boots the whole product, and some measure time. */
export default {
  ...preset,
  displayName: 'e2e',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/src/suites/**/*.e2e.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
};

import preset from '../../jest.preset.mjs';

/** Specs of React code: a browser-like world, and style sheets that are not loaded (class names stay as written). */
export const browserPreset = {
  ...preset,
  testEnvironment: `${import.meta.dirname}/src/testing/browser-environment.mjs`,
  testEnvironmentOptions: { customExportConditions: ['@tollgate/source', 'browser'] },
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '\\.css$': `${import.meta.dirname}/src/testing/class-names.ts`,
  },
  testTimeout: 30_000,
  setupFilesAfterEnv: [`${import.meta.dirname}/src/testing/browser.ts`],
};

export default { ...browserPreset, displayName: 'ui', rootDir: import.meta.dirname };

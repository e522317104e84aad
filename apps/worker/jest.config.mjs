import preset from '../../jest.preset.mjs';

/** Most specs run on a real Postgres: a busy machine needs patience. */
export default { ...preset, displayName: 'worker', rootDir: import.meta.dirname, testTimeout: 30_000 };

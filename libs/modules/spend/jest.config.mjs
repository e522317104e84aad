import preset from '../../../jest.preset.mjs';

/** Most specs run on a real Postgres, some against time: a busy machine needs patience. */
export default { ...preset, displayName: 'spend', rootDir: import.meta.dirname, testTimeout: 30_000 };

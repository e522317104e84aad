import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'cache', rootDir: import.meta.dirname, testTimeout: 60_000 };

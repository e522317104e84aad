import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'organizations', rootDir: import.meta.dirname };

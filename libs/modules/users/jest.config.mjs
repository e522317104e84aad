import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'users', rootDir: import.meta.dirname };

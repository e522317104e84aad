import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'customers', rootDir: import.meta.dirname };

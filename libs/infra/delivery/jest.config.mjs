import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'delivery', rootDir: import.meta.dirname };

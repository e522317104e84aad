import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'settings', rootDir: import.meta.dirname };

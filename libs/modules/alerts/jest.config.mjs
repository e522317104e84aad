import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'alerts', rootDir: import.meta.dirname };

import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'keys', rootDir: import.meta.dirname };

import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'tags', rootDir: import.meta.dirname };

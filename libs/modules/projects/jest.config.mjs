import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'projects', rootDir: import.meta.dirname };

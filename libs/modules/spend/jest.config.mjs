import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'spend', rootDir: import.meta.dirname };

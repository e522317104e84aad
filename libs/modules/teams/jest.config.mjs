import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'teams', rootDir: import.meta.dirname };

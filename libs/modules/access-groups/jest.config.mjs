import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'access-groups', rootDir: import.meta.dirname };

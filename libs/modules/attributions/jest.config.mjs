import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'attributions', rootDir: import.meta.dirname };

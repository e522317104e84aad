import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'encryption', rootDir: import.meta.dirname };

import preset from '../../../jest.preset.mjs';

export default { ...preset, displayName: 'budgets', rootDir: import.meta.dirname };

import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'llm', rootDir: import.meta.dirname };

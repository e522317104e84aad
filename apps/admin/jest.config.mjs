import { browserPreset } from '../../libs/ui/jest.config.mjs';

export default { ...browserPreset, displayName: 'admin', rootDir: import.meta.dirname };

// Writes docs/configuration.md from the schema. Run after a build of this project.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { configurationPage } from './dist/index.js';

const path = fileURLToPath(new URL('../../../docs/configuration.md', import.meta.url));
const style = await resolveConfig(path);
await writeFile(path, await format(configurationPage(), { ...style, parser: 'markdown' }));

// Writes docs/providers.md from the registry. Run after a build of this project.
import { writeFile } from 'node:fs/promises';
import { providersPage } from './dist/index.js';

await writeFile(new URL('../../docs/providers.md', import.meta.url), providersPage());

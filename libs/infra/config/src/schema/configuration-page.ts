import { helpText } from '../options/help-text.js';
import { isActive } from './active-settings.js';
import { CONFIG_SECTIONS } from './config-schema.js';
import { type Setting, type Settings } from './types/setting-type.js';

const INTRODUCTION = `# Configuration

<!-- Made from the schema: node libs/infra/config/write-configuration-page.mjs -->

A configuration is one YAML (or JSON) file: \`tollgate --config config.yaml\`. Files of the LiteLLM proxy are read as they
are. \`tollgate check --config config.yaml\` says what is wrong with a file, with line and key, and starts nothing.

- **\`os.environ/NAME\`** as a whole value stands for the environment variable NAME, anywhere in the file. An unset
  variable counts as "not configured" and is named in a warning.
- **\`include\`** names more files, relative to the file that names them. Lists are joined, maps are merged; where both
  files set one value, the including file's stands.
- **Wrong values** (a text where a number belongs, an entry without \`model\`, a key that stands twice) keep the gateway from
  starting, with exit code 2 and every problem at once. **Unknown keys** are warned about, with the name that was most
  likely meant.
- Keys marked **accepted** are known and checked but have no effect yet; those in use are named once at start.
- Numbers may be written as text (environment variables are texts), yes/no also as \`yes\`, \`on\`, \`"true"\`, \`1\`.

`;

/** docs/configuration.md: every section and key with its type, default, state and meaning. */
export function configurationPage(): string {
  const commandLine = `## Command line and environment\n\n\`\`\`text\n${helpText()}\n\`\`\`\n\n`;
  return INTRODUCTION + commandLine + tableOf('Sections', '', CONFIG_SECTIONS) + nested('', CONFIG_SECTIONS);
}

/** Every schema path, in the order of the page. */
export function schemaPaths(settings: Settings = CONFIG_SECTIONS, parent = ''): string[] {
  return Object.entries(settings).flatMap(([name, { type }]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    const { inside } = type;
    return [path, ...(inside === undefined ? [] : schemaPaths(inside.keys, path + inside.suffix))];
  });
}

function nested(parent: string, settings: Settings): string {
  return Object.entries(settings)
    .map(([name, { type }]) => {
      if (type.inside === undefined) return '';
      const path = `${parent === '' ? name : `${parent}.${name}`}${type.inside.suffix}`;
      return tableOf(`\`${path}\``, path, type.inside.keys) + nested(path, type.inside.keys);
    })
    .join('');
}

function tableOf(heading: string, path: string, settings: Settings): string {
  const rows = Object.entries(settings).map(([name, setting]) =>
    row(name, setting, isActive(path === '' ? name : `${path}.${name}`)),
  );
  return [
    `## ${heading}`,
    '',
    '| key | holds | default | state | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '',
  ].join('\n');
}

function row(name: string, { type, meaning, default: fallback, required }: Setting, active: boolean): string {
  const state = active ? 'active' : 'accepted';
  const absent = required === true ? '**required**' : (fallback ?? '');
  const cells = [`\`${name}\``, type.expected, absent, state, meaning].map((cell) =>
    cell.replaceAll('|', '\\|'),
  );
  return `| ${cells.join(' | ')} |`;
}

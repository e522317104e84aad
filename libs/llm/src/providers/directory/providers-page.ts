import { type ProviderFacts, providerFacts } from './provider-facts.js';

const INTRODUCTION = `# Providers

Generated from the registry of \`@tollgate/llm\`; do not edit. The command \`tollgate providers\` prints the same,
\`tollgate providers --json\` for programs, \`tollgate providers NAME\` for one.

A model is named \`prefix/model\` in \`litellm_params.model\`. The API key is \`api_key\` of the deployment, else the first of the
variables that is set; the base URL is \`api_base\`, else the first of its variables, else the provider's own. Braces in a base URL
stand for a parameter of the deployment. _Has_ is what the provider's documentation or a maintained client of it names; the gateway
itself serves chat of all of them. _Quirks_ are the names of files in \`libs/llm/src/providers/compatible/quirks/\`.
`;

/** docs/providers.md: what each provider is called, has and needs. */
export function providersPage(): string {
  const all = providerFacts();
  const chatting = all.filter(({ cannot }) => cannot === null);
  const unserved = all.filter(({ cannot }) => cannot !== null);
  return [
    INTRODUCTION,
    `## With chat: ${chatting.length}`,
    '',
    ...table(['prefix', 'provider', 'has', 'API key', 'base URL', 'quirks'], chatting.map(served)),
    '',
    `## Known, without chat: ${unserved.length}`,
    '',
    'A model of theirs is answered with the sentence beside it.',
    '',
    ...table(
      ['prefix', 'provider', 'answer'],
      unserved.map(({ prefix, label, cannot }) => [code(prefix), label, cannot ?? '']),
    ),
    '',
  ].join('\n');
}

function served(facts: ProviderFacts): string[] {
  const { prefix, aliases, label, serves, keyEnv, keyOptional, baseUrl, baseUrlEnv, paramEnv, quirks } =
    facts;
  const params = Object.entries(paramEnv).map(([name, variables]) =>
    [name, ...variables].map(code).join(' or '),
  );
  return [
    [prefix, ...aliases].map(code).join(' '),
    label,
    serves.join(', '),
    keyEnv.map(code).join(' ') + (keyOptional ? ' (optional)' : ''),
    [baseUrl === null ? '' : code(baseUrl), ...baseUrlEnv.map(code), ...params].filter(Boolean).join(' '),
    quirks.join(', '),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  // Aligned columns would make each row as wide as the widest.
  return ['<!-- prettier-ignore -->', line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function code(text: string): string {
  return `\`${text}\``;
}

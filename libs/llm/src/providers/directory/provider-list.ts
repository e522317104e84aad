import { factsOfProvider, type ProviderFacts, providerFacts } from './provider-facts.js';

/** What `tollgate providers` prints: a line for each that chats, and how many there are. */
export function providerList(): string {
  const all = providerFacts();
  const chatting = all.filter(({ cannot }) => cannot === null);
  const rows = chatting.map((facts) => [facts.prefix, facts.label, keysOf(facts), facts.serves.join(' ')]);
  return [...columns([['PREFIX', 'PROVIDER', 'API KEY', 'HAS'], ...rows]), '', countOf(all)].join('\n');
}

/** What `tollgate providers NAME` prints; null: no provider has that name. */
export function providerDetails(name: string): string | null {
  const facts = factsOfProvider(name);
  return facts && detailsOf(facts);
}

/** How many are served, and how many are known and not served. */
export function countOf(all: readonly ProviderFacts[]): string {
  const chatting = all.filter(({ cannot }) => cannot === null).length;
  return `${chatting} providers with chat; ${all.length - chatting} more are known by name: "tollgate providers NAME" says why they are not served.`;
}

function detailsOf(facts: ProviderFacts): string {
  const { prefix, aliases, label, cannot, serves, baseUrl, baseUrlEnv, paramEnv, quirks } = facts;
  const params = Object.entries(paramEnv).map(([name, variables]) =>
    variables.length === 0 ? name : `${name} (${variables.join(', ')})`,
  );
  const lines: [string, string][] = [
    ['provider', label],
    ['models', [prefix, ...aliases].map((name) => `${name}/MODEL`).join(', ')],
    ...(cannot === null ? [] : [['not served', cannot] satisfies [string, string]]),
    ['has', serves.join(', ')],
    ['base URL', baseUrl ?? (cannot === null ? 'api_base of the deployment' : '')],
    ['base URL from', baseUrlEnv.join(', ')],
    ['API key from', keysOf(facts)],
    ['parameters', params.join(', ')],
    ['quirks', quirks.join(', ')],
  ];
  return columns(lines.filter(([, value]) => value !== '')).join('\n');
}

function keysOf({ keyEnv, keyOptional }: ProviderFacts): string {
  const names = keyEnv.join(', ');
  if (!keyOptional) return names;
  return names === '' ? '(needs none)' : `${names} (optional)`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + 2)))
      .join('')
      .trimEnd(),
  );
}

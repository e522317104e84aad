import { type Environment, type GatewayConfig, type ModelEntry } from '@tollgate/config';
import { chatAbility, isCannot } from '@tollgate/llm';
import { type Deployment, resolveModel, type RoutingTable } from '@tollgate/routing';
import { buildDeployment, resolveEntry } from './build-deployment.js';
import { deploymentId } from './deployment-id.js';
import { inferredModels } from './inferred-models.js';
import { routerDefaults } from './router-defaults.js';
import { buildRoutingGroups } from './routing-groups.js';
import { tagPatterns } from './tag-patterns.js';

export interface BuiltTable {
  readonly table: RoutingTable;
  /** Sentences for the operator: entries that were left out, and entries that cannot be served. Never a secret. */
  readonly notes: readonly string[];
}

/**
 * What routing decides by, from a checked configuration. An entry that cannot be built is left out with a note, as one
 * model must not keep the others from being served; a provider that is not built yet is kept, so that clients learn so.
 */
export function buildRoutingTable(config: GatewayConfig, env: Environment): BuiltTable {
  const builder = new TableBuilder(env, config.router_settings?.default_max_parallel_requests ?? null);
  for (const [index, entry] of (config.model_list ?? []).entries())
    builder.add(entry, `model_list[${index}] (${entry.model_name})`);
  if (config.general_settings?.infer_model_from_keys === true) builder.addInferred();
  const groups = builder.groups();
  const { notes, ...routingGroups } = buildRoutingGroups(
    config.router_settings?.routing_groups ?? [],
    groups,
  );
  const table: RoutingTable = {
    groups,
    ...(routingGroups.routingGroups.size === 0 ? {} : routingGroups),
    wildcards: builder.wildcards(),
    aliases: aliasesOf(config),
    ...routerDefaults(config, env),
  };
  return { table, notes: [...builder.notes, ...notes, ...danglingNames(table)] };
}

class TableBuilder {
  readonly notes: string[] = [];
  readonly #byName = new Map<string, Deployment[]>();
  readonly #ids = new Set<string>();

  /** @param parallel `max_parallel_requests` of deployments without one of their own. */
  constructor(
    private readonly env: Environment,
    private readonly parallel: number | null,
  ) {}

  groups(): ReadonlyMap<string, readonly Deployment[]> {
    return new Map([...this.#byName].filter(([name]) => !name.includes('*')));
  }

  /** Longest pattern first; of equal ones the one with fewer stars, then the one that stands first. */
  wildcards(): RoutingTable['wildcards'] {
    return [...this.#byName]
      .filter(([name]) => name.includes('*'))
      .map(([pattern, deployments]) => ({ pattern, deployments }))
      .sort((a, b) => b.pattern.length - a.pattern.length || stars(a.pattern) - stars(b.pattern));
  }

  add(entry: ModelEntry, place: string): void {
    const absence = whyAbsent(entry, this.env);
    if (absence !== null) {
      this.notes.push(`${place} is not offered: ${absence}`);
      return;
    }
    if (isCatchAll(entry)) {
      this.notes.push(`${place} offers every provider whose API key is in the environment`);
      this.addInferred();
      return;
    }
    // A list of organizations stands for one deployment of each.
    const organizations = entry.litellm_params.organization ?? [];
    if (organizations.length < 2) this.#build(withRates(entry), place);
    for (const organization of organizations.length < 2 ? [] : organizations)
      this.#build(ofOrganization(withRates(entry), organization), place);
  }

  /** Names that the file has are the file's. */
  addInferred(): void {
    for (const entry of inferredModels(this.env))
      if (!this.#byName.has(entry.model_name)) this.#build(entry, entry.model_name);
  }

  #build(entry: ModelEntry, place: string): void {
    const resolved = resolveEntry(entry);
    if (resolved === null) {
      const { model } = entry.litellm_params;
      this.notes.push(
        `${place} is left out: the provider of ${JSON.stringify(model)} is not known; write provider/model, ` +
          `for an OpenAI-compatible server openai/${model}`,
      );
      return;
    }
    const built = buildDeployment(entry, this.#uniqueId(entry, place), resolved, this.env);
    const deployment = { ...built, maxParallelRequests: built.maxParallelRequests ?? this.parallel };
    for (const text of tagPatterns(entry.litellm_params.tag_regex).malformed)
      this.notes.push(`${place}: tag_regex ${JSON.stringify(text)} is no regular expression; it is left out`);
    this.#noteUnserved(deployment, place);
    const group = this.#byName.get(entry.model_name);
    if (group === undefined) this.#byName.set(entry.model_name, [deployment]);
    else group.push(deployment);
  }

  #uniqueId({ model_name, litellm_params, model_info }: ModelEntry, place: string): string {
    const own = model_info?.id;
    if (own !== undefined && !this.#ids.has(own)) return this.#taken(own);
    if (own !== undefined)
      this.notes.push(
        `${place}: model_info.id ${JSON.stringify(own)} is taken by another entry; a hash stands for it`,
      );
    let repetition = 0;
    let id = deploymentId(model_name, litellm_params);
    while (this.#ids.has(id)) id = deploymentId(model_name, litellm_params, ++repetition);
    return this.#taken(id);
  }

  #taken(id: string): string {
    this.#ids.add(id);
    return id;
  }

  #noteUnserved({ provider, target, mockResponse }: Deployment, place: string): void {
    if (mockResponse !== null) return;
    const chat = chatAbility(provider, target);
    if (isCannot(chat) && Object.keys(provider.endpoints ?? {}).length === 0)
      this.notes.push(`${place} will answer 501: ${chat.cannot}`);
    else if (
      target.apiKey === null &&
      target.baseUrl === null &&
      provider.keyEnv.length > 0 &&
      provider.keyOptional !== true
    )
      this.notes.push(
        `${place} has no API key: set api_key, or the variable ${provider.keyEnv.join(' or ')}`,
      );
  }
}

/** Why an entry is not offered at all; null: it is. */
function whyAbsent({ model_info: info }: ModelEntry, env: Environment): string | null {
  if (info?.blocked === true) return 'model_info.blocked is true';
  if (info?.team_id !== undefined) return 'it belongs to a team, and models of teams are not built yet';
  const environments = info?.supported_environments;
  const environment = env['LITELLM_ENVIRONMENT'];
  if (environments === undefined || environments.some((name) => name === environment)) return null;
  return `it is for ${environments.join(', ')}, and LITELLM_ENVIRONMENT is ${environment ?? 'not set'}`;
}

function isCatchAll({ model_name, litellm_params: params }: ModelEntry): boolean {
  return model_name === '*' && params.model === '*' && params.custom_llm_provider === undefined;
}

/** rpm and tpm may stand beside litellm_params. */
function withRates(entry: ModelEntry): ModelEntry {
  const { rpm, tpm, litellm_params: params } = entry;
  const rates = { ...(rpm === undefined ? {} : { rpm }), ...(tpm === undefined ? {} : { tpm }) };
  return { ...entry, litellm_params: { ...rates, ...params } };
}

function ofOrganization(entry: ModelEntry, organization: string): ModelEntry {
  return { ...entry, litellm_params: { ...entry.litellm_params, organization: [organization] } };
}

function aliasesOf(config: GatewayConfig): RoutingTable['aliases'] {
  const aliases = Object.entries(config.router_settings?.model_group_alias ?? {});
  return new Map(
    aliases.map(([alias, to]) => [
      alias,
      typeof to === 'string' ? { group: to, hidden: false } : { group: to.model, hidden: to.hidden ?? false },
    ]),
  );
}

/** Fallbacks and aliases that lead nowhere are most likely misspelt. */
function danglingNames(table: RoutingTable): string[] {
  const serves = (name: string) => resolveModel(table, name) !== null;
  const fallbacks = [...table.fallbacks].flatMap(([group, names]) =>
    names.filter((name) => !serves(name)).map((name) => `fallbacks of ${group}: no model is called ${name}`),
  );
  const general = table.defaultFallbacks
    .filter((name) => !serves(name))
    .map((name) => `default_fallbacks: no model is called ${name}`);
  const aliases = [...table.aliases]
    .filter(([, { group }]) => !serves(group))
    .map(([alias, { group }]) => `model_group_alias ${alias}: no model is called ${group}`);
  return [...fallbacks, ...general, ...aliases];
}

function stars(pattern: string): number {
  return pattern.split('*').length - 1;
}

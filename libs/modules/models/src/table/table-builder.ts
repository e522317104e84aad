import { type Environment, type ModelEntry } from '@tollgate/config';
import { chatAbility, isCannot } from '@tollgate/llm';
import { type Deployment, type NamedModels } from '@tollgate/routing';
import { type PriceBook } from '../prices/price-book.js';
import { buildDeployment, resolveEntry } from './build-deployment.js';
import { type BudgetRules, unreadable } from './deployment-budgets.js';
import { deploymentId } from './deployment-id.js';
import { inferredModels } from './inferred-models.js';
import { type IdleModel, type ModelOrigin } from './model-origin.js';
import { tagPatterns } from './tag-patterns.js';

type ByName = Map<string, Deployment[]>;

/** Collects deployments by the names they are asked for, those of teams apart. */
export class TableBuilder {
  readonly notes: string[] = [];
  readonly idle: IdleModel[] = [];
  readonly #everybodys: ByName = new Map();
  readonly #teams = new Map<string, ByName>();
  readonly #ids = new Set<string>();

  /**
   * @param parallel `max_parallel_requests` of deployments without one of their own.
   * @param credentials names of those there are.
   * @param budgets what deployments may cost.
   */
  constructor(
    private readonly env: Environment,
    private readonly parallel: number | null,
    private readonly credentials: ReadonlySet<string>,
    private readonly budgets: BudgetRules,
    private readonly book: PriceBook,
  ) {}

  models(): NamedModels {
    return namedModels(this.#everybodys);
  }

  teamModels(): ReadonlyMap<string, NamedModels> {
    return new Map([...this.#teams].map(([team, byName]) => [team, namedModels(byName)]));
  }

  add(entry: ModelEntry, origin: ModelOrigin): void {
    const absence = whyAbsent(entry, this.env, this.credentials);
    if (absence !== null) return this.#leaveOut(entry, origin, `is not offered: ${absence}`, absence);
    if (isCatchAll(entry)) {
      const what = 'offers every provider whose API key is in the environment';
      this.#leaveOut(entry, origin, what, `it ${what}`);
      this.addInferred();
      return;
    }
    // A list of organizations stands for one deployment of each.
    const organizations = entry.litellm_params.organization ?? [];
    if (organizations.length < 2) this.#build(withRates(entry), origin);
    for (const organization of organizations.length < 2 ? [] : organizations)
      this.#build(ofOrganization(withRates(entry), organization), origin);
  }

  /** Names that the file has are the file's. */
  addInferred(): void {
    for (const entry of inferredModels(this.env))
      if (!this.#everybodys.has(entry.model_name))
        this.#build(entry, { place: entry.model_name, facts: null });
  }

  #leaveOut(entry: ModelEntry, { place, facts }: ModelOrigin, note: string, reason: string): void {
    this.notes.push(`${place} ${note}`);
    const info = entry.model_info ?? {};
    const id = info.id ?? deploymentId(entry.model_name, entry.litellm_params);
    const { model } = entry.litellm_params;
    const modelName =
      info.team_id === undefined ? entry.model_name : (info.team_public_model_name ?? entry.model_name);
    const shown = { ...info, ...facts, id, db_model: facts !== null };
    this.idle.push({ id, modelName, model, info: shown, reason });
  }

  #build(entry: ModelEntry, origin: ModelOrigin): void {
    const { place } = origin;
    const resolved = resolveEntry(entry);
    if (resolved === null) {
      const { model } = entry.litellm_params;
      const reason =
        `the provider of ${JSON.stringify(model)} is not known; write provider/model, ` +
        `for an OpenAI-compatible server openai/${model}`;
      return this.#leaveOut(entry, origin, `is left out: ${reason}`, reason);
    }
    const id = this.#uniqueId(entry, place);
    const built = buildDeployment(entry, id, resolved, this.env, this.budgets, this.book);
    const deployment: Deployment = {
      ...built,
      maxParallelRequests: built.maxParallelRequests ?? this.parallel,
      info: { ...built.info, ...origin.facts, db_model: origin.facts !== null },
    };
    for (const text of tagPatterns(entry.litellm_params.tag_regex).malformed)
      this.notes.push(`${place}: tag_regex ${JSON.stringify(text)} is no regular expression; it is left out`);
    this.notes.push(...unreadable(place, entry.litellm_params.budget_duration ?? null));
    this.#noteUnserved(deployment, place);
    this.#file(deployment, entry.model_name);
  }

  /** A team's deployment is also found by the name it is stored under: keys of a LiteLLM database know it by that. */
  #file(deployment: Deployment, storedName: string): void {
    const { teamId } = deployment;
    if (teamId === undefined) return appendTo(this.#everybodys, deployment.group, deployment);
    const own = this.#teams.get(teamId) ?? new Map<string, Deployment[]>();
    this.#teams.set(teamId, own);
    for (const name of new Set([deployment.group, storedName])) appendTo(own, name, deployment);
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
function whyAbsent(
  { litellm_params: params, model_info: info }: ModelEntry,
  env: Environment,
  credentials: ReadonlySet<string>,
): string | null {
  if (info?.blocked === true) return 'model_info.blocked is true';
  // Without its credential it would be called with whatever key the environment has for the provider.
  const { litellm_credential_name: credential } = params;
  if (credential !== undefined && !credentials.has(credential))
    return `there is no credential ${JSON.stringify(credential)}`;
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

function appendTo(byName: ByName, name: string, deployment: Deployment): void {
  const group = byName.get(name);
  if (group === undefined) byName.set(name, [deployment]);
  else group.push(deployment);
}

/** Wildcards: longest pattern first; of equal ones the one with fewer stars, then the one that stands first. */
function namedModels(byName: ByName): NamedModels {
  return {
    groups: new Map([...byName].filter(([name]) => !name.includes('*'))),
    wildcards: [...byName]
      .filter(([name]) => name.includes('*'))
      .map(([pattern, deployments]) => ({ pattern, deployments }))
      .sort((a, b) => b.pattern.length - a.pattern.length || stars(a.pattern) - stars(b.pattern)),
  };
}

function stars(pattern: string): number {
  return pattern.split('*').length - 1;
}

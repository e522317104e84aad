import { type FakeProviders } from '@tollgate/testing';
import OpenAI from 'openai';
import { type Product } from './product.js';

/** A company's gateway as its people would have set it up: for looking at pages with something on them. */
export interface Company {
  /** Secrets of keys, by alias. */
  readonly keys: ReadonlyMap<string, string>;
  /** Ids of teams, by name. */
  readonly teams: ReadonlyMap<string, string>;
  /** Calls that were made, failed ones included. */
  readonly calls: number;
}

interface TeamPlan {
  team_alias: string;
  max_budget: number;
  budget_duration: string;
  keys: readonly string[];
}

const TEAMS: readonly TeamPlan[] = [
  { team_alias: 'Search', max_budget: 60, budget_duration: '1mo', keys: ['search-backend', 'search-evals'] },
  { team_alias: 'Support', max_budget: 12, budget_duration: '1mo', keys: ['support-bot'] },
  { team_alias: 'Research', max_budget: 200, budget_duration: '1mo', keys: ['nightly-evals', 'notebooks'] },
];

const PEOPLE = [
  { user_email: 'ada@example.com', user_alias: 'Ada Lovelace', user_role: 'internal_user', max_budget: 20 },
  { user_email: 'grace@example.com', user_alias: 'Grace Hopper', user_role: 'internal_user' },
  { user_email: 'finance@example.com', user_alias: 'Finance', user_role: 'proxy_admin_viewer' },
] as const;

const CUSTOMERS = ['globex', 'initech', 'umbrella'] as const;
const PROMPTS = [
  'Summarise this ticket in two sentences',
  'Write a product description',
  'Which article answers this question?',
];

/** The configuration: a model behind two providers with a fallback, one of a second family, one without a price. */
export function companyConfig(fakes: FakeProviders): string {
  const model = (model_name: string, litellm_params: object) => ({ model_name, litellm_params });
  // YAML is a superset of JSON.
  return JSON.stringify({
    model_list: [
      model('gpt-4o', {
        model: 'openai/gpt-4o',
        api_key: 'sk-secret-of-openai',
        api_base: fakes.baseUrl('openai'),
      }),
      model('gpt-4o', {
        model: 'openai/gpt-4o',
        api_key: 'sk-secret-of-openai-eu',
        api_base: fakes.baseUrl('openai', 'eu'),
      }),
      model('gpt-4o-mini', {
        model: 'openai/gpt-4o-mini',
        api_key: 'sk-secret-of-openai',
        api_base: fakes.baseUrl('openai', 'down'),
      }),
      model('claude-sonnet', {
        model: 'anthropic/claude-sonnet-4-20250514',
        api_key: 'sk-ant-secret-of-anthropic',
        api_base: fakes.baseUrl('anthropic'),
      }),
      model('in-house', {
        model: 'openai/llama-ours',
        api_key: 'none',
        api_base: fakes.baseUrl('compatible'),
      }),
    ],
    router_settings: { num_retries: 1, retry_after: 0, fallbacks: [{ 'gpt-4o-mini': ['claude-sonnet'] }] },
  });
}

/** Makes its people, teams, keys, customers, budgets; then one working day of calls. */
export async function openCompany(product: Product, fakes: FakeProviders): Promise<Company> {
  scriptProviders(fakes);
  const { manage } = product;
  const organization = await manage.call<{ organization_id: string }>('POST', '/organization/new', {
    organization_alias: 'Acme',
    max_budget: 500,
    budget_duration: '1mo',
  });
  const people: string[] = [];
  for (const person of PEOPLE) {
    const request = { ...person, auto_create_key: false };
    people.push((await manage.call<{ user_id: string }>('POST', '/user/new', request)).user_id);
  }
  const [teams, keys] = [new Map<string, string>(), new Map<string, string>()];
  for (const { keys: aliases, ...plan } of TEAMS) {
    const { team_id } = await manage.call<{ team_id: string }>('POST', '/team/new', {
      ...plan,
      organization_id: organization.organization_id,
      members_with_roles: [
        { role: 'admin', user_id: people[1] },
        { role: 'user', user_id: people[0] },
      ],
    });
    teams.set(plan.team_alias, team_id);
    for (const key_alias of aliases) {
      const key = await manage.generateKey({
        key_alias,
        team_id,
        tags: [`team:${plan.team_alias.toLowerCase()}`],
      });
      keys.set(key_alias, key.key);
    }
  }
  const own = await manage.generateKey({
    key_alias: "ada's laptop",
    user_id: people[0] ?? null,
    max_budget: 5,
  });
  keys.set("ada's laptop", own.key);
  await setUpTheRest(product, teams);
  return { keys, teams, calls: await workADay(product, keys) };
}

/** Answers of the size and the time of real models; one account of OpenAI is down. */
function scriptProviders(fakes: FakeProviders): void {
  const answer = (inputTokens: number, outputTokens: number) => ({
    answer: { text: 'The gate opens when the toll is paid.', usage: { inputTokens, outputTokens } },
  });
  fakes.always({ provider: 'openai', account: 'down' }, { faults: [{ kind: 'status', status: 503 }] });
  fakes.always({ provider: 'openai' }, { ...answer(3_200, 410), faults: [{ kind: 'delay', ms: 120 }] });
  fakes.always({ provider: 'anthropic' }, { ...answer(5_400, 720), faults: [{ kind: 'delay', ms: 260 }] });
  fakes.always({ provider: 'compatible' }, answer(900, 200));
}

async function setUpTheRest({ manage }: Product, teams: ReadonlyMap<string, string>): Promise<void> {
  await manage.call('POST', '/budget/new', {
    budget_id: 'free-tier',
    max_budget: 5,
    budget_duration: '1mo',
    rpm_limit: 60,
  });
  await manage.call('POST', '/budget/new', { budget_id: 'pro', max_budget: 100, budget_duration: '1mo' });
  await manage.call('POST', '/customer/new', {
    user_id: 'globex',
    alias: 'Globex Corp.',
    budget_id: 'free-tier',
  });
  await manage.call('POST', '/customer/new', { user_id: 'initech', alias: 'Initech', max_budget: 40 });
  await manage.call('POST', '/tag/new', {
    name: 'checkout',
    description: 'Everything that the shop’s checkout asks',
    max_budget: 25,
    budget_duration: '7d',
  });
  await manage.call('POST', '/v1/access_group', {
    access_group_name: 'chat-models',
    description: 'What a team may chat with unless it asks for more',
    access_model_names: ['gpt-4o', 'gpt-4o-mini', 'claude-sonnet', 'in-house'],
    assigned_team_ids: [teams.get('Research')],
  });
  const { key } = await manage.generateKey({ key_alias: 'old-prototype' });
  await manage.call('POST', '/key/block', { key });
}

/** Calls of every kind: answered, streamed, unpriced, fallen back, refused by the provider, by models and by a budget. */
async function workADay(product: Product, keys: ReadonlyMap<string, string>): Promise<number> {
  const models = ['gpt-4o', 'claude-sonnet', 'gpt-4o', 'in-house', 'gpt-4o-mini'];
  let call = 0;
  for (const [alias, apiKey] of keys) {
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey, maxRetries: 0 });
    const calls = alias === 'search-backend' ? 14 : 6;
    for (let turn = 0; turn < calls; turn++, call++) {
      const refused = call % 11 === 5;
      const prompt = PROMPTS[call % PROMPTS.length] ?? '';
      const answer = send(client, {
        model: models[call % models.length] ?? 'gpt-4o',
        user: CUSTOMERS[call % CUSTOMERS.length] ?? 'globex',
        content: refused ? `[[fault {"kind":"status","status":400}]] ${prompt}` : prompt,
        tag: call % 2 === 0 ? 'checkout' : 'nightly',
        stream: call % 4 === 3,
      });
      await (refused ? answer.catch(expectRefusal) : answer);
    }
    const unknown = { model: 'gpt-9', user: 'globex', content: 'Hello?', tag: 'checkout', stream: false };
    await send(client, unknown).catch(expectRefusal);
  }
  return call + keys.size;
}

interface Ask {
  model: string;
  user: string;
  content: string;
  tag: string;
  stream: boolean;
}

async function send(client: OpenAI, { model, user, content, tag, stream }: Ask): Promise<void> {
  const request = { model, user, max_tokens: 1_000, messages: [{ role: 'user' as const, content }] };
  const options = { headers: { 'x-litellm-tags': tag } };
  if (!stream) return void (await client.chat.completions.create(request, options));
  const chunks = await client.chat.completions.create({ ...request, stream: true }, options);
  for await (const chunk of chunks) void chunk;
}

function expectRefusal(error: unknown): void {
  if (!(error instanceof OpenAI.APIError)) throw error;
}

import { type Failure, type Json, type JsonObject } from '@tollgate/core';
import { openAiChat } from '../surfaces/openai-chat/surface.js';
import { ABILITIES } from './contract.suite.js';
import { type ChatAbility, chatAbility, isCannot, isFailure, type Target } from './provider.js';
import { findProvider } from './registry.js';

/** A family of models with a way of its own to be spoken to, and a deployment of it. */
interface Family {
  readonly name: string;
  readonly prefix: string;
  readonly target: Partial<Target> & Pick<Target, 'model'>;
}

const FAMILIES: readonly Family[] = [
  { name: 'OpenAI', prefix: 'openai', target: { model: 'gpt-5' } },
  { name: 'Azure OpenAI', prefix: 'azure', target: { model: 'prod-7', params: { base_model: 'gpt-4.1' } } },
  { name: 'Anthropic', prefix: 'anthropic', target: { model: 'claude-sonnet-4-20250514' } },
  { name: 'Gemini', prefix: 'gemini', target: { model: 'gemini-2.5-flash' } },
  {
    name: 'Vertex AI, Gemini',
    prefix: 'vertex_ai',
    target: { model: 'gemini-2.5-flash', params: { vertex_project: 'p' } },
  },
  {
    name: 'Vertex AI, Claude',
    prefix: 'vertex_ai',
    target: { model: 'claude-sonnet-4@20250514', params: { vertex_project: 'p' } },
  },
  {
    name: 'Bedrock, Claude',
    prefix: 'bedrock',
    target: {
      model: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
      params: { aws_region_name: 'eu-west-1' },
    },
  },
  {
    name: 'Bedrock, Nova',
    prefix: 'bedrock',
    target: { model: 'amazon.nova-pro-v1:0', params: { aws_region_name: 'us-east-1' } },
  },
  { name: 'Mistral', prefix: 'mistral', target: { model: 'mistral-medium-latest' } },
  { name: 'Cohere', prefix: 'cohere', target: { model: 'command-a-plus-05-2026' } },
  { name: 'Ollama', prefix: 'ollama', target: { model: 'qwen3:8b' } },
];

/** Parameters of OpenAI's chat API, each with a value that is not its default. */
const PARAMETERS: Readonly<Record<string, Json>> = {
  max_completion_tokens: 4_000,
  temperature: 0.5,
  top_p: 0.5,
  top_k: 40,
  n: 2,
  seed: 7,
  stop: ['END'],
  presence_penalty: 0.5,
  frequency_penalty: 0.5,
  logit_bias: { '1': 5 },
  logprobs: true,
  top_logprobs: 2,
  reasoning_effort: 'low',
  service_tier: 'flex',
  user: 'someone',
  verbosity: 'low',
  prediction: { type: 'content', content: 'x' },
  modalities: ['text', 'audio'],
  web_search_options: {},
};

const QUESTION: JsonObject = { messages: [{ role: 'user', content: 'Hi' }] };

/** docs/provider-matrix.md, worked out by asking every family for everything. */
export function providerMatrix(): string {
  const abilities = Object.entries<JsonObject>(ABILITIES).map(([name, body]) => [
    name,
    ...FAMILIES.map((family) => abilityCell(family, body)),
  ]);
  const parameters = Object.entries(PARAMETERS).map(([name, value]) => [
    `\`${name}\``,
    ...FAMILIES.map((family) => parameterCell(family, name, value)),
  ]);
  const head = FAMILIES.map(({ name }) => name);
  return [
    '# What each family of models can be asked for',
    '',
    'Worked out by the contract suite of `@tollgate/llm`; do not edit. To write it anew, run the spec',
    '`provider-matrix.spec.ts` with `TOLLGATE_WRITE_MATRIX=1`. A client of the OpenAI API is forwarded to OpenAI and Azure OpenAI',
    'with only what must change; the tables hold for requests that are translated. One model stands for its family.',
    '',
    '## Abilities',
    '',
    '`yes`: said in the words of the provider. Otherwise a 400 that names the parameter.',
    '',
    ...table(['ability', ...head], abilities),
    '',
    '## Parameters',
    '',
    '`sent`: it changes what the provider gets. `no effect`: it is accepted and says nothing to this model. `400`: refused by name, or',
    'left out with `drop_params`.',
    '',
    ...table(['parameter', ...head], parameters),
    '',
  ].join('\n');
}

function abilityCell(family: Family, body: JsonObject): string {
  const sent = ask(family, body);
  return isFailure(sent) ? `400 \`${sent.param ?? sent.class}\`` : 'yes';
}

/** Without its companion `logprobs`, `top_logprobs` asks for nothing. */
function parameterCell(family: Family, name: string, value: Json): string {
  const before = ask(family, name === 'top_logprobs' ? { ...QUESTION, logprobs: true } : QUESTION);
  const asked = { ...QUESTION, ...(name === 'top_logprobs' ? { logprobs: true } : {}), [name]: value };
  const sent = ask(family, asked);
  if (isFailure(sent)) return '400';
  return JSON.stringify(sent) === JSON.stringify(before) ? 'no effect' : 'sent';
}

function ask({ prefix, target }: Family, body: JsonObject): JsonObject | Failure {
  const full: Target = {
    baseUrl: null,
    apiKey: 'key',
    apiVersion: null,
    organization: null,
    headers: {},
    params: {},
    dropParams: false,
    ...target,
  };
  const request = openAiChat.decode({ ...body, model: full.model });
  if (isFailure(request)) throw new Error(request.message);
  return chatOf(prefix, full).encode(request, full);
}

function chatOf(prefix: string, target: Target): ChatAbility {
  const provider = findProvider(prefix);
  const chat = provider === null ? null : chatAbility(provider, target);
  if (chat === null || isCannot(chat)) throw new Error(`${prefix} does not chat.`);
  return chat;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return ['<!-- prettier-ignore -->', line(head), line(head.map(() => '---')), ...rows.map(line)];
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '@tollgate/core';
import { findProvider } from '@tollgate/llm';
import { type Behaviour, FakeProviders, type Fault, type ProviderId } from '@tollgate/testing';
import { type GatewayOptions } from '../gateway.js';
import { type GatewaySettings } from '../ports/ports.js';
import { dataOf, deployment, GatewayHost, routingTable } from './gateway-host.js';
import { type SentWire } from './sent-conversation.suite.js';
import { TinyUpstream, type UpstreamScript } from './tiny-upstream.js';

/** A family of models with a way of its own to be spoken to, and the fake that speaks like it. */
export interface Family {
  readonly name: FamilyName;
  /** Prefix of its provider. */
  readonly provider: string;
  readonly fake: ProviderId;
  readonly model: string;
  readonly wire: SentWire;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly apiKey: string | null;
  /** It speaks the client's own wire: bodies go on as they came, save for what must change. */
  readonly forwarded?: true;
}

export const FAMILY_NAMES = [
  'OpenAI',
  'Azure OpenAI',
  'OpenAI-compatible',
  'Anthropic',
  'Gemini',
  'Gemini on Vertex AI',
  'Claude on Vertex AI',
  'Claude on Bedrock',
  'Nova on Bedrock',
  'Mistral',
  'Cohere',
  'Ollama',
] as const;
export type FamilyName = (typeof FAMILY_NAMES)[number];

/** The key pair of AWS's own examples, which the fake's signature check knows. */
const AWS = {
  aws_region_name: 'eu-west-1',
  aws_access_key_id: 'AKIDEXAMPLE',
  aws_secret_access_key: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

export const FAMILIES: readonly Family[] = [
  {
    name: 'OpenAI',
    provider: 'openai',
    fake: 'openai',
    model: 'gpt-4.1',
    wire: 'openai',
    apiKey: 'sk-up',
    forwarded: true,
  },
  {
    name: 'Azure OpenAI',
    provider: 'azure',
    fake: 'azure',
    model: 'prod-7',
    wire: 'openai',
    apiKey: 'azure-key',
    params: { base_model: 'gpt-4.1' },
    forwarded: true,
  },
  {
    name: 'OpenAI-compatible',
    provider: 'hosted_vllm',
    fake: 'compatible',
    model: 'qwen3-32b',
    wire: 'openai',
    apiKey: 'key',
    forwarded: true,
  },
  {
    name: 'Anthropic',
    provider: 'anthropic',
    fake: 'anthropic',
    model: 'claude-sonnet-4-20250514',
    wire: 'anthropic',
    apiKey: 'sk-ant-up',
  },
  {
    name: 'Gemini',
    provider: 'gemini',
    fake: 'gemini',
    model: 'gemini-3-pro-preview',
    wire: 'gemini',
    apiKey: 'AIza-up',
  },
  {
    name: 'Gemini on Vertex AI',
    provider: 'vertex_ai',
    fake: 'vertex',
    model: 'gemini-2.5-flash',
    wire: 'gemini',
    apiKey: null,
    params: { vertex_project: 'p', vertex_location: 'europe-west1' },
  },
  {
    name: 'Claude on Vertex AI',
    provider: 'vertex_ai',
    fake: 'vertex',
    model: 'claude-sonnet-4@20250514',
    wire: 'anthropic',
    apiKey: null,
    params: { vertex_project: 'p', vertex_location: 'europe-west1' },
  },
  {
    name: 'Claude on Bedrock',
    provider: 'bedrock',
    fake: 'bedrock',
    model: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
    wire: 'bedrock',
    apiKey: null,
    params: AWS,
  },
  {
    name: 'Nova on Bedrock',
    provider: 'bedrock',
    fake: 'bedrock',
    model: 'eu.amazon.nova-pro-v1:0',
    wire: 'bedrock',
    apiKey: null,
    params: AWS,
  },
  {
    name: 'Mistral',
    provider: 'mistral',
    fake: 'mistral',
    model: 'mistral-medium-latest',
    wire: 'openai',
    apiKey: 'key',
  },
  {
    name: 'Cohere',
    provider: 'cohere',
    fake: 'cohere',
    model: 'command-a-plus-05-2026',
    wire: 'cohere',
    apiKey: 'key',
  },
  { name: 'Ollama', provider: 'ollama', fake: 'ollama', model: 'qwen3:8b', wire: 'ollama', apiKey: null },
];

/** Families by name; a promise that concerns a few names them. */
export function familiesOf(...names: readonly FamilyName[]): readonly Family[] {
  return FAMILIES.filter(({ name }) => names.includes(name));
}

export function familiesBut(...names: readonly FamilyName[]): readonly Family[] {
  return FAMILIES.filter(({ name }) => !names.includes(name));
}

/** Whose body is built from the hub, not the client's own. */
export const TRANSLATED = FAMILIES.filter(({ forwarded }) => forwarded !== true);

/** `it.each` over families, titled by their names. */
export function named(families: readonly Family[]): [string, Family][] {
  return families.map((family) => [family.name, family]);
}

/** What a client got. */
export interface Got {
  readonly status: number;
  readonly body: JsonObject;
}

/** A gateway with one model of each family behind it, each answered by the fake that speaks its wire format. */
export class FamilyHost {
  private constructor(
    readonly fakes: FakeProviders,
    readonly host: GatewayHost,
    private readonly tokens: TinyUpstream,
    private readonly folder: string,
  ) {}

  static async start(
    settings: Partial<GatewaySettings> = {},
    media: GatewayOptions['media'] = {},
  ): Promise<FamilyHost> {
    const fakes = await FakeProviders.start();
    const tokens = await new TinyUpstream(answerToken).start();
    const folder = mkdtempSync(join(tmpdir(), 'families-'));
    writeFileSync(join(folder, 'subject'), 'subject-token');
    const google = googleIdentity(new URL(tokens.url).origin, join(folder, 'subject'));
    const deployments = FAMILIES.map((family) => {
      const provider = findProvider(family.provider);
      if (provider === null) throw new Error(`no provider ${family.provider}`);
      const params = {
        ...family.params,
        ...(family.fake === 'vertex' ? { vertex_credentials: google } : {}),
      };
      const { model, apiKey } = family;
      return deployment(family.name, {
        provider,
        target: { model, apiKey, params, baseUrl: fakes.baseUrl(family.fake) },
      });
    });
    const host = await new GatewayHost(routingTable(deployments), settings, media).start();
    return new FamilyHost(fakes, host, tokens, folder);
  }

  async stop(): Promise<void> {
    await Promise.all([this.host.stop(), this.fakes.close(), this.tokens.stop()]);
    rmSync(this.folder, { recursive: true });
  }

  /** Asks a family for a whole answer. */
  async ask({ name }: Family, body: JsonObject): Promise<Got> {
    this.fakes.calls.forget();
    const response = await this.host.chat({ ...body, model: name });
    return { status: response.status, body: (await response.json()) as JsonObject };
  }

  /** Asks for a stream. @throws when it is refused before it begins. */
  async stream({ name }: Family, body: JsonObject): Promise<Streamed> {
    this.fakes.calls.forget();
    const response = await this.host.chat({ ...body, model: name, stream: true });
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
    return readStream(text);
  }

  /** What the family's next call is answered. */
  next({ fake }: Family, answer: Behaviour['answer'], ...faults: Fault[]): void {
    this.fakes.queue({ provider: fake }, { ...(answer === undefined ? {} : { answer }), faults });
  }

  /** The body that the upstream got last. @throws when it got none. */
  sent({ fake }: Family): JsonObject {
    const { body } = this.fakes.calls.last({ provider: fake });
    if (!isJsonObject(body)) throw new Error('The body was no JSON object.');
    return body;
  }

  /** How many calls reached any upstream since the last question. */
  get sentCalls(): number {
    return this.fakes.calls.list().length;
  }
}

export interface Chunk {
  readonly id: string;
  readonly object: string;
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly delta: Readonly<Record<string, unknown>> & { readonly tool_calls?: readonly CallFragment[] };
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: JsonObject | null;
  readonly error?: JsonObject;
}

export interface CallFragment {
  readonly index: number;
  readonly id?: string;
  readonly type?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

/** A stream as the client got it, and what its chunks say together. */
export interface Streamed {
  readonly chunks: readonly Chunk[];
  readonly done: boolean;
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly { id: string; name: string; arguments: string }[];
  readonly finishes: readonly string[];
  readonly error: JsonObject | null;
}

export function readStream(sse: string): Streamed {
  const frames = dataOf(sse);
  const chunks = frames.filter((frame) => frame !== '[DONE]') as unknown as Chunk[];
  const choices = chunks.flatMap((chunk) => chunk.choices ?? []);
  const joined = (member: string) =>
    choices.map(({ delta }) => (typeof delta[member] === 'string' ? delta[member] : '')).join('');
  const calls: { id: string; name: string; arguments: string }[] = [];
  for (const fragment of choices.flatMap(({ delta }) => delta.tool_calls ?? [])) {
    const { index, id = '', function: { name = '', arguments: text = '' } = {} } = fragment;
    const call = (calls[index] ??= { id, name, arguments: '' });
    call.arguments += text;
  }
  return {
    chunks,
    done: frames.at(-1) === '[DONE]',
    text: joined('content'),
    reasoning: joined('reasoning_content'),
    calls,
    finishes: choices.flatMap(({ finish_reason: reason }) => reason ?? []),
    error: chunks.find(({ error }) => error !== undefined)?.error ?? null,
  };
}

/** An identity of another house, whose token this machine can get without Google. */
function googleIdentity(origin: string, file: string): JsonObject {
  return {
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${origin}/v1/token`,
    credential_source: { file },
  };
}

const answerToken: UpstreamScript = (res) => {
  const token = {
    access_token: 'ya29.of-the-specs',
    expires_in: 3600,
    token_type: 'Bearer',
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  };
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(token));
};

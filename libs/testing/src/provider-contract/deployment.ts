import { type ChatAbility, chatAbility, isCannot, type Provider, type Target } from '@tollgate/llm';
import { type FakeProviders, type ProviderId } from '../fake-providers/fake-providers.js';

/** A deployment of a provider behind the fake that speaks its wire format. */
export interface FakedDeployment {
  readonly chat: ChatAbility;
  readonly target: Target;
  /** Headers in place of a signature or a token that only a gateway can get. */
  readonly signedIn: Readonly<Record<string, string>>;
  /** Headers that make the fake behave as this provider does. */
  readonly manners: Readonly<Record<string, string>>;
}

/** Providers that refuse to be asked for usage tell it in every event. */
const UNASKED = { 'x-fake-fault': JSON.stringify({ kind: 'usage', mode: 'every-event' }) };

interface Setting {
  readonly fake: ProviderId;
  readonly model: string;
  readonly apiKey?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly signedIn?: Readonly<Record<string, string>>;
}

const PLACE = { vertex_project: 'p', vertex_location: 'europe-west1' };
const GOOGLE_TOKEN = { authorization: 'Bearer ya29.of-the-contract' };

/** Providers with a wire format of their own; every other one is OpenAI-compatible. */
const NATIVE: Readonly<Record<string, Setting>> = {
  openai: { fake: 'openai', model: 'gpt-4.1', apiKey: 'sk-contract' },
  anthropic: { fake: 'anthropic', model: 'claude-sonnet-4-20250514', apiKey: 'sk-ant-contract' },
  gemini: { fake: 'gemini', model: 'gemini-2.5-flash', apiKey: 'AIza-contract' },
  azure: { fake: 'azure', model: 'prod-7', params: { base_model: 'gpt-4.1' } },
  vertex_ai: { fake: 'vertex', model: 'gemini-2.5-flash', params: PLACE, signedIn: GOOGLE_TOKEN },
  vertex_ai_beta: { fake: 'vertex', model: 'gemini-2.5-flash', params: PLACE, signedIn: GOOGLE_TOKEN },
  cohere: { fake: 'cohere', model: 'command-a-plus-05-2026' },
  ollama: { fake: 'ollama', model: 'qwen3:8b' },
  bedrock: {
    fake: 'bedrock',
    model: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
    apiKey: 'bedrock-api-key-contract',
    params: { aws_region_name: 'eu-west-1' },
  },
  mistral: { fake: 'mistral', model: 'mistral-medium-latest' },
  codestral: { fake: 'mistral', model: 'codestral-latest' },
};

/** The provider's deployment on the fakes; null: it does not chat. */
export function fakedDeployment(provider: Provider, fakes: FakeProviders): FakedDeployment | null {
  const setting = NATIVE[provider.id] ?? { fake: 'compatible', model: 'some-model' };
  const places = Object.keys(provider.paramEnv ?? {}).map((name) => [name, 'x'] as const);
  const target: Target = {
    model: setting.model,
    baseUrl: fakes.baseUrl(setting.fake),
    apiKey: setting.signedIn === undefined ? (setting.apiKey ?? 'key') : null,
    apiVersion: null,
    organization: null,
    headers: {},
    params: setting.params ?? (NATIVE[provider.id] === undefined ? Object.fromEntries(places) : {}),
    dropParams: false,
  };
  const chat = chatAbility(provider, target);
  if (isCannot(chat)) return null;
  const manners = setting.fake === 'compatible' && chat.usageInStream === 'always' ? UNASKED : {};
  return { chat, target, signedIn: setting.signedIn ?? {}, manners };
}

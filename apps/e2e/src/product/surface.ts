import { type Product } from './product.js';

/** What one call of a model got. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of the call, in milliseconds. */
  readonly tookMs: number;
}

export interface Ask {
  readonly key: string;
  readonly model: string;
  readonly prompt?: string;
  readonly stream?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A way clients speak to the product: the same promises hold on each. */
export interface Surface {
  readonly name: string;
  readonly path: string;
  /** Do its errors hold the provider's codes? Those of Anthropic have types only. */
  readonly tellsCodes: boolean;
  /** Text of a whole reply, or of all events of a stream. */
  text(answer: Answer): string;
  /** How often a stream of it begins. */
  beginnings(answer: Answer): number;
  /** Ids that its events carry. */
  ids(answer: Answer): string[];
  /** Members of the error of a refusal, or of the error event of a stream; null: there is none. */
  error(answer: Answer): Record<string, unknown> | null;
}

type Event = Record<string, unknown>;

const events = ({ text }: Answer): Event[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)) as Event);

const isStream = ({ headers }: Answer) =>
  headers.get('content-type')?.startsWith('text/event-stream') ?? false;

const errorOf = (answer: Answer): Record<string, unknown> | null => {
  const holders = isStream(answer) ? events(answer) : [JSON.parse(answer.text) as Event];
  const found = holders.find((event) => typeof event['error'] === 'object' && event['error'] !== null);
  return (found?.['error'] as Record<string, unknown> | undefined) ?? null;
};

interface ChatPart {
  choices?: { delta?: { role?: string; content?: string | null }; message?: { content: string } }[];
  id?: string;
}

/** `/v1/chat/completions` of the OpenAI API. */
export const CHAT: Surface = {
  name: '/v1/chat/completions',
  path: '/v1/chat/completions',
  tellsCodes: true,
  text: (answer) =>
    isStream(answer)
      ? chunksOf(answer)
          .map(({ choices }) => choices?.[0]?.delta?.content ?? '')
          .join('')
      : ((JSON.parse(answer.text) as ChatPart).choices?.[0]?.message?.content ?? ''),
  beginnings: (answer) => chunksOf(answer).filter(({ choices }) => choices?.[0]?.delta?.role).length,
  ids: (answer) => [...new Set(chunksOf(answer).flatMap(({ id }) => (id === undefined ? [] : [id])))],
  error: errorOf,
};

function chunksOf(answer: Answer): ChatPart[] {
  return events(answer);
}

interface MessagePart {
  type?: string;
  message?: { id: string };
  delta?: { text?: string };
  content?: { text?: string }[];
}

/** `/v1/messages` of the Anthropic API. */
export const MESSAGES: Surface = {
  name: '/v1/messages',
  path: '/v1/messages',
  tellsCodes: false,
  text: (answer) =>
    isStream(answer)
      ? partsOf(answer)
          .map(({ delta }) => delta?.text ?? '')
          .join('')
      : ((JSON.parse(answer.text) as MessagePart).content ?? []).map(({ text }) => text ?? '').join(''),
  beginnings: (answer) => partsOf(answer).filter(({ type }) => type === 'message_start').length,
  ids: (answer) => partsOf(answer).flatMap(({ message }) => (message ? [message.id] : [])),
  error: errorOf,
};

function partsOf(answer: Answer): MessagePart[] {
  return events(answer);
}

/** The surfaces there are. */
export const SURFACES: readonly Surface[] = [CHAT, MESSAGES];

/** One call of the product by a surface. */
export async function ask({ url }: Pick<Product, 'url'>, { path }: Surface, call: Ask): Promise<Answer> {
  const { key, model, prompt = 'hello', stream = false, headers = {}, more = {} } = call;
  const begun = performance.now();
  const reply = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      model,
      max_tokens: 200,
      messages: [{ role: 'user', content: prompt }],
      ...(stream ? { stream } : {}),
      ...more,
    }),
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, text, tookMs: performance.now() - begun };
}

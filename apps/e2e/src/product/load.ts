import OpenAI from 'openai';

/** A call that was answered whole: its id, and the tokens the client was told. */
export interface Answered {
  key: string;
  /** Id of the reply, which is the row's `request_id`. */
  id: string;
  model: 'gpt' | 'claude';
  promptTokens: number;
  completionTokens: number;
}

export interface Outcome {
  answered: Answered[];
  aborted: number;
  failed: number;
}

export interface Load {
  url: string;
  keys: readonly string[];
  calls: number;
  /** The product is killed on the way: connections that break are no surprise. */
  enduresDeath?: boolean;
}

const CONCURRENCY = 24;

/**
 * Calls with the openai package: every other one streamed, both model families; of ten, one is left in the middle of
 * its stream and one fails upstream. The promise resolves when all have ended; `reached` when so many have.
 */
export function runLoad(load: Load): Promise<Outcome> & { reached: (count: number) => Promise<void> } {
  const outcome: Outcome = { answered: [], aborted: 0, failed: 0 };
  let next = 0;
  let ended = 0;
  const watchers = new Set<() => void>();
  const lane = async () => {
    while (next < load.calls) {
      await oneCall(load, next++, outcome);
      ended++;
      for (const look of watchers) look();
    }
  };
  const all = Promise.all(Array.from({ length: CONCURRENCY }, lane)).then(() => outcome);
  const reached = async (count: number) => {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (ended >= count) resolve();
      };
      watchers.add(look);
      look();
    });
  };
  return Object.assign(all, { reached });
}

async function oneCall(load: Load, place: number, outcome: Outcome): Promise<void> {
  const key = load.keys[place % load.keys.length] ?? '';
  const client = new OpenAI({ baseURL: `${load.url}/v1`, apiKey: key, maxRetries: 0, timeout: 20_000 });
  const model = place % 4 < 2 ? ('gpt' as const) : ('claude' as const);
  const kind = place % 10;
  const ask = {
    model,
    max_completion_tokens: 400,
    messages: [{ role: 'user' as const, content: prompt(place) }],
  };
  try {
    if (kind === 7) await leaveInTheMiddle(client, ask, outcome);
    else if (place % 2 === 0) outcome.answered.push(await whole(client, ask, key));
    else outcome.answered.push(await streamed(client, ask, key));
  } catch (error) {
    if (!load.enduresDeath && !isAnswerOfTheProduct(error, kind)) throw error;
    outcome.failed += 1;
  }
}

/** A refusal or failure in the product's words; only streams that the upstream cuts (kind 9) may end in an error event. */
function isAnswerOfTheProduct(error: unknown, kind: number): boolean {
  return error instanceof OpenAI.APIError && (error.status !== undefined || kind === 9);
}

/** Of ten prompts one makes the upstream fail, at once or (for streams) in the middle. */
function prompt(place: number): string {
  const words = `call ${place}: say ${10 + (place % 17)} words`;
  if (place % 10 === 4) return `${words} [[fault {"kind":"status","status":500}]]`;
  if (place % 10 === 9) return `${words} [[fault {"kind":"cut","afterEvents":6,"how":"reset"}]]`;
  if (place % 10 === 7) return `call ${place}: say 90 words [[fault {"kind":"drip","ms":5}]]`;
  return words;
}

type Ask = {
  model: 'gpt' | 'claude';
  max_completion_tokens: number;
  messages: { role: 'user'; content: string }[];
};

async function whole(client: OpenAI, ask: Ask, key: string): Promise<Answered> {
  const reply = await client.chat.completions.create(ask);
  return answered(key, ask.model, reply.id, reply.usage);
}

async function streamed(client: OpenAI, ask: Ask, key: string): Promise<Answered> {
  const stream = await client.chat.completions.create({
    ...ask,
    stream: true,
    stream_options: { include_usage: true },
  });
  let last: OpenAI.ChatCompletionChunk | undefined;
  for await (const chunk of stream) last = chunk;
  return answered(key, ask.model, last?.id ?? '', last?.usage);
}

function answered(
  key: string,
  model: Answered['model'],
  id: string,
  usage: OpenAI.CompletionUsage | null | undefined,
): Answered {
  if (usage == null) throw new Error(`The answer ${id} came without usage`);
  return { key, id, model, promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens };
}

async function leaveInTheMiddle(client: OpenAI, ask: Ask, outcome: Outcome): Promise<void> {
  const stream = await client.chat.completions.create({ ...ask, stream: true });
  let seen = 0;
  for await (const _ of stream) if (++seen === 4) break;
  outcome.aborted += 1;
}

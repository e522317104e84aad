/** Recorded replies of endpoints other than chat: which ability reads each, and what an independent reader sees in them. */
import { endpointAbility, findProvider, inEncoding } from '@tollgate/llm';

/** Part of a recording's path → the operation, and where the same wire goes by several providers, which one. */
const RECORDINGS = [
  [/^amazon-bedrock\/reranking\//, 'bedrock', 'rerank'],
  [/^togetherai\/reranking\//, 'together_ai', 'rerank'],
  [/^voyage\/reranking\//, 'voyage', 'rerank'],
  [/^cohere\/chat\/cohere-embedding/, 'cohere', 'embeddings'],
  [/^google-vertex\/chat\/google-vertex-embedding/, 'vertex_ai', 'embeddings'],
  [/^voyage\/chat\/voyage-embedding/, 'voyage', 'embeddings'],
  [/^openai\/embedding\//, 'openai', 'embeddings'],
  [/^openai\/completion\/.*\.json$/, 'openai', 'completions'],
  [/^openai\/image\//, 'openai', 'images'],
  [/^openai\/transcription\//, 'openai', 'transcriptions'],
];

/** OpenAI's URLs of recorded exchanges. */
const URLS = [
  [/\/embeddings$/, 'embeddings'],
  [/\/v1\/completions$/, 'completions'],
];

/** How to read a recording of an endpoint; null: it is none of those. */
export function endpointOf(path) {
  const found = RECORDINGS.find(([pattern]) => pattern.test(path));
  return found ? ready(found[1], found[2]) : null;
}

export function endpointOfExchange(url) {
  const found = URLS.find(([pattern]) => pattern.test(url));
  return found ? ready('openai', found[1]) : null;
}

function ready(id, operation) {
  const ability = endpointAbility(findProvider(id), operation);
  return 'cannot' in ability ? null : { ability, operation };
}

/** A whole reply, read by the ability and by the oracle. */
export function checkEndpoint({ ability, operation }, reply) {
  const truth = ORACLES[operation](reply);
  const seen = ability.kind === 'forwarded' ? forwarded(ability, reply) : translated(ability, reply, truth);
  const problems = [];
  for (const [what, expected] of Object.entries(truth))
    if (expected !== undefined && JSON.stringify(seen[what]) !== JSON.stringify(expected))
      problems.push(`${what}: ${JSON.stringify(seen[what])} instead of ${JSON.stringify(expected)}`);
  return { problems, told: `${operation}, ${JSON.stringify(seen).slice(0, 80)}` };
}

export function checkEndpointError({ ability }, status, body) {
  const fault = ability.readError(status, {}, body);
  const problems = fault.message === '' || fault.status !== status ? ['the error was not understood'] : [];
  return { problems, told: `${fault.class}: ${fault.message.slice(0, 60)}` };
}

/** What the gateway takes from a reply that it hands on: usage, and vectors when the other encoding was asked for. */
function forwarded(ability, reply) {
  const usage = reply.usage === undefined ? null : ability.readUsage(reply.usage);
  return {
    tokens: usage && usage.inputTokens,
    output: usage?.outputTokens,
    seconds: usage?.inputAudioSeconds,
    vectors: reply.data?.[0]?.embedding && reply.data.map(({ embedding }) => numbers(embedding)),
    results: reply.results,
  };
}

/** There and back through base64, as a client that wants it would read it. */
function numbers(embedding) {
  const floats = inEncoding(embedding, 'float');
  return rounded(inEncoding(inEncoding(floats, 'base64'), 'float'));
}

function translated(ability, reply, truth) {
  const documents = Array.from({ length: 6 }, (_, i) => `document ${i}`);
  const decoded = ability.decode(reply, {
    body: { documents },
    model: 'm',
    id: 'x',
    created: 1,
    headers: {},
  });
  if (!decoded.body) return { error: decoded.message };
  return {
    tokens: truth.tokens === undefined ? undefined : decoded.usage?.inputTokens,
    vectors: decoded.body.data?.map(({ embedding }) => rounded(embedding)),
    results: decoded.body.results?.map(({ index, relevance_score }) => [index, relevance_score]),
  };
}

/** Vectors travel as 32-bit floats. */
const rounded = (vector) => vector.map(Math.fround);

/** Base64 of 32-bit floats, read with a typed array: the recordings and this machine are both little endian. */
const plain = (embedding) =>
  typeof embedding === 'string'
    ? [...new Float32Array(new Uint8Array(Buffer.from(embedding, 'base64')).buffer)]
    : embedding;

const ORACLES = {
  embeddings(reply) {
    if (reply.predictions)
      return {
        vectors: reply.predictions.map(({ embeddings }) => rounded(embeddings.values)),
        tokens: reply.predictions.reduce((sum, { embeddings }) => sum + embeddings.statistics.token_count, 0),
      };
    if (reply.embeddings)
      return {
        vectors: reply.embeddings.float.map(rounded),
        tokens: reply.meta.billed_units.input_tokens,
      };
    return {
      vectors: reply.data.map(({ embedding }) => rounded(plain(embedding))),
      tokens: reply.usage.total_tokens,
    };
  },
  rerank: (reply) => ({
    results: (reply.results ?? reply.data).map((result) => [
      result.index,
      result.relevance_score ?? result.relevanceScore,
    ]),
    tokens: reply.usage?.total_tokens,
  }),
  completions: ({ usage }) => ({ tokens: usage.prompt_tokens, output: usage.completion_tokens }),
  images: ({ usage }) => ({ tokens: usage?.input_tokens ?? null }),
  transcriptions: ({ usage }) =>
    usage.type === 'duration' ? { seconds: usage.seconds } : { tokens: usage.input_tokens },
};

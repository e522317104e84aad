/** Some latencies of one kind. */
export interface Samples {
  readonly count: number;
  readonly mean: number;
  readonly longest: number;
}

/** What one process tells the others of a deployment: how it stands there, and what has happened since it told last. */
export interface HealthDigest {
  readonly id: string;
  /** Milliseconds it is still to be left alone; 0: it is not cooling down, or that is known already. */
  readonly coolsForMs: number;
  /** Calls on their way there. */
  readonly inFlight: number;
  readonly requests: number;
  readonly tokens: number;
  readonly successes: number;
  readonly fails: number;
  /** Milliseconds of whole answers, made comparable by their length. */
  readonly answers: Samples;
  /** Seconds a token of whole answers. */
  readonly perToken: Samples;
  /** Milliseconds to the first content of streams. */
  readonly beginnings: Samples;
}

/** On the wire: the members above in this order, samples as triples. */
type DigestLine = readonly [string, ...(number | readonly number[])[]];

export function toLine(digest: HealthDigest): DigestLine {
  const { id, coolsForMs, inFlight, requests, tokens, successes, fails } = digest;
  return [
    id,
    ...[Math.round(coolsForMs), inFlight, requests, tokens, successes, fails],
    ...[digest.answers, digest.perToken, digest.beginnings].map(toTriple),
  ];
}

/** @returns null for what is no digest: a process of another release may speak otherwise. */
export function fromLine(line: unknown): HealthDigest | null {
  if (!Array.isArray(line) || line.length !== 10 || typeof line[0] !== 'string') return null;
  const [id, ...rest] = line as [string, ...unknown[]];
  const numbers = rest.slice(0, 6);
  const samples = rest.slice(6).map(fromTriple);
  if (!numbers.every(isCount)) return null;
  const [coolsForMs = 0, inFlight = 0, requests = 0, tokens = 0, successes = 0, fails = 0] = numbers;
  const [answers, perToken, beginnings] = samples;
  if (!answers || !perToken || !beginnings) return null;
  return { id, coolsForMs, inFlight, requests, tokens, successes, fails, answers, perToken, beginnings };
}

function toTriple({ count, mean, longest }: Samples): readonly number[] {
  return count === 0 ? [] : [count, rounded(mean), rounded(longest)];
}

function fromTriple(triple: unknown): Samples | null {
  if (!Array.isArray(triple) || !triple.every(isCount)) return null;
  const [count = 0, mean = 0, longest = 0] = triple;
  return { count, mean, longest };
}

/** Six digits are enough for milliseconds and for seconds a token. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** `requests` may be negative: some that were counted were never sent. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

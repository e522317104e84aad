/** What takes the place of a secret. */
export const REDACTED = '[redacted]';

const MAX_DEPTH = 8;
const MAX_ENTRIES = 200;

/** Names of fields that hold secrets, without case, `-` and `_`. */
const SECRET_NAMES = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'setcookie',
  'password',
  'passwd',
  'secret',
  'privatekey',
  'credentials',
  'credential',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'sessiontoken',
  'bearertoken',
  'masterkey',
  'saltkey',
  'databaseurl',
  'redisurl',
]);
const SECRET_ENDINGS = /(?:apikey|password|secret|secretkey|accesskey|subscriptionkey|credentials)$/;

/** Does a field of this name hold a secret? `x-api-key`, `openai_api_key`, `apiKey`, `Authorization` … */
export function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[-_]/g, '');
  return SECRET_NAMES.has(plain) || SECRET_ENDINGS.test(plain);
}

/**
 * A copy fit for a log: secrets replaced at any depth, errors as message and stack, bounded in depth and length.
 * Never throws.
 */
export function withoutSecrets(value: unknown): unknown {
  return clean(value, 0, new Set());
}

function clean(value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (above.has(value)) return '[circular]';
  if (depth >= MAX_DEPTH) return '[too deep]';
  const inside = new Set(above).add(value);
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ENTRIES).map((entry: unknown) => clean(entry, depth + 1, inside));
  }
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return Object.fromEntries(
    entriesOf(value)
      .slice(0, MAX_ENTRIES)
      .map(([name, entry]) => [name, isSecretName(name) ? REDACTED : clean(entry, depth + 1, inside)]),
  );
}

function entriesOf(value: object): [string, unknown][] {
  const own: [string, unknown][] = Object.entries(value);
  if (!isError(value)) return own;
  const told: [string, unknown][] = [
    ['type', value.name],
    ['message', value.message],
    ['stack', value.stack],
  ];
  return value.cause === undefined ? [...told, ...own] : [...told, ['cause', value.cause], ...own];
}

function isError(value: object): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

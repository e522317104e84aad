import { isJsonObject } from '@tollgate/core';

/** A value of the checked configuration as one would write it in the file: `[{name: 'a', value: ['b']}]` is `[{a: ['b']}]`. */
export function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => asWritten(isPair(item) ? single(item) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asWritten(inner)]));
}

/** The form in which the schema keeps a map with exactly one key. */
interface Pair {
  readonly name: string;
  readonly value: unknown;
}

function isPair(item: unknown): item is Pair {
  return (
    isJsonObject(item) &&
    Object.keys(item).length === 2 &&
    typeof item['name'] === 'string' &&
    'value' in item
  );
}

function single({ name, value }: Pair): Record<string, unknown> {
  return { [name]: value };
}

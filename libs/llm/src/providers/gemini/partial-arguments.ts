import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';

/**
 * Arguments of a call that arrive piece by piece: each piece names its place by a JSON path (`$.items[0].name`) and
 * carries a value; text of one place is appended. Source: Vertex AI reference, "PartialArg".
 */
export class PartialArguments {
  readonly #root: JsonObject = {};

  add(pieces: Json | undefined): void {
    if (!Array.isArray(pieces)) return;
    for (const piece of pieces.filter(isJsonObject)) {
      const path = typeof piece['jsonPath'] === 'string' ? steps(piece['jsonPath']) : [];
      if (path.length > 0) this.#put(path, valueOf(piece));
    }
  }

  toText(): string {
    return JSON.stringify(this.#root);
  }

  #put(path: readonly (string | number)[], value: Json): void {
    let holder: JsonObject | Json[] = this.#root;
    for (const [index, step] of path.entries()) {
      const next = path[index + 1];
      if (next === undefined) {
        const before = read(holder, step);
        write(holder, step, typeof before === 'string' && typeof value === 'string' ? before + value : value);
        return;
      }
      const child = read(holder, step);
      const container: JsonObject | Json[] =
        isJsonObject(child) || Array.isArray(child) ? child : typeof next === 'number' ? [] : {};
      if (container !== child) write(holder, step, container);
      holder = container;
    }
  }
}

function valueOf(piece: JsonObject): Json {
  return piece['stringValue'] ?? piece['numberValue'] ?? piece['boolValue'] ?? null;
}

/** Longest array a piece may reach into: an index is a number from outside. */
const MAX_INDEX = 10_000;

const STEP = /\.([^.[\]]+)|\[(\d{1,5})\]|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/gy;

/** `$.a[0]['b c']` → ['a', 0, 'b c'] (RFC 9535, the part that names one place); [] when it is none. */
function steps(path: string): (string | number)[] {
  if (!path.startsWith('$')) return [];
  const out: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (!match) return [];
    const name = match[1] ?? match[3] ?? match[4];
    if (name !== undefined) out.push(name);
    else if (Number(match[2]) <= MAX_INDEX) out.push(Number(match[2]));
    else return [];
  }
  return out;
}

function read(holder: JsonObject | Json[], step: string | number): Json | undefined {
  if (Array.isArray(holder)) return typeof step === 'number' ? holder[step] : undefined;
  return Object.hasOwn(holder, step) ? holder[step] : undefined;
}

function write(holder: JsonObject | Json[], step: string | number, value: Json): void {
  if (!Array.isArray(holder)) {
    // Own properties only: `__proto__` from outside is data, not a prototype.
    Object.defineProperty(holder, step, { value, enumerable: true, writable: true, configurable: true });
  } else if (typeof step === 'number') {
    while (holder.length < step) holder.push(null);
    holder[step] = value;
  }
}

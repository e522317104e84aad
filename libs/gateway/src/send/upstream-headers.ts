/** Headers of an upstream's reply: a flat list of names (lower case) and values. */
export type FlatHeaders = readonly string[];

/** Raw header pairs, as undici hands them over, as text. */
export function flatHeaders(raw: readonly Buffer[]): FlatHeaders {
  const flat: string[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2)
    flat.push((raw[i] ?? EMPTY).toString('latin1').toLowerCase(), (raw[i + 1] ?? EMPTY).toString('latin1'));
  return flat;
}

const EMPTY = Buffer.alloc(0);

export function headerOf(headers: FlatHeaders, name: string): string | null {
  for (let i = 0; i + 1 < headers.length; i += 2) if (headers[i] === name) return headers[i + 1] ?? null;
  return null;
}

export function headerRecord(headers: FlatHeaders): Record<string, string> {
  const record: Record<string, string> = {};
  for (let i = 0; i + 1 < headers.length; i += 2) record[headers[i] ?? ''] = headers[i + 1] ?? '';
  return record;
}

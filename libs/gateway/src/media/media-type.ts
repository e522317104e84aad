/** First bytes → the type they are the signature of. Source: WHATWG, "MIME Sniffing". */
const SIGNATURES: readonly (readonly [type: string, signature: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
  ['application/pdf', /^%PDF-/],
];

/** What bytes are, whatever their server says of them; null: nothing a model is shown. */
export function mediaTypeOf(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 16);
  return SIGNATURES.find(([, signature]) => signature.test(head))?.[0] ?? null;
}

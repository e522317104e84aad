import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes: string | Uint8Array) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
  (text: string) => new TextEncoder().encode(text),
);

/** One message as AWS frames it. */
export function frame(headers: Record<string, string>, body: string): Uint8Array {
  const marked = Object.entries(headers).map(
    ([name, value]) => [name, { type: 'string' as const, value }] as const,
  );
  return codec.encode({ headers: Object.fromEntries(marked), body: new TextEncoder().encode(body) });
}

/** Lines of a transcript, `{"<event type>": <body>}` each, as the stream they were. */
export function frameEvents(lines: readonly string[]): Uint8Array {
  const frames = lines.map((line) => {
    const [[type, body] = ['', null]] = Object.entries(JSON.parse(line) as Record<string, unknown>);
    return frame(
      { ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' },
      JSON.stringify(body),
    );
  });
  return new Uint8Array(Buffer.concat(frames));
}

import { crc32 } from 'node:zlib';

/** Headers are texts, whose type is 7. */
const STRING = 7;

/**
 * A recorded line, `{"<event type>": <body>}`, as AWS frames it: prelude, headers, payload, each part with its checksum.
 * Source: Smithy specification, "Amazon Event Stream".
 */
export function frameAws(line) {
  const [[type, body]] = Object.entries(JSON.parse(line));
  const headers = Buffer.concat([header(':event-type', type), header(':message-type', 'event')]);
  const payload = Buffer.from(JSON.stringify(body));
  const prelude = Buffer.concat([uint32(headers.length + payload.length + 16), uint32(headers.length)]);
  const message = Buffer.concat([prelude, uint32(crc32(prelude)), headers, payload]);
  return Buffer.concat([message, uint32(crc32(message))]);
}

function header(name, value) {
  const length = Buffer.from([value.length >> 8, value.length & 0xff]);
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([STRING]),
    length,
    Buffer.from(value),
  ]);
}

function uint32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

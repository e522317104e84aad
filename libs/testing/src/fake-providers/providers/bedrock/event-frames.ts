import { crc32 } from 'node:zlib';
import { type WireEvent } from '../../faults/stream-plan.js';

/** Headers of a message are texts only: their type is 7. */
const STRING = 7;

/**
 * One event in AWS's binary framing: prelude, headers and payload, each part with its checksum. An event whose name ends
 * in `Exception` is an exception message. Source: Smithy specification, "Amazon Event Stream".
 */
export function frameAws({ event = 'chunk', data }: WireEvent): Buffer {
  const isException = event.endsWith('Exception');
  const headers = Buffer.concat([
    header(isException ? ':exception-type' : ':event-type', event),
    header(':content-type', 'application/json'),
    header(':message-type', isException ? 'exception' : 'event'),
  ]);
  const payload = Buffer.from(data);
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(headers.length + payload.length + 16, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const message = Buffer.concat([prelude, checksum(prelude), headers, payload]);
  return Buffer.concat([message, checksum(message)]);
}

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([
    Buffer.from([name.length]),
    Buffer.from(name),
    Buffer.from([STRING]),
    length,
    Buffer.from(value),
  ]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}

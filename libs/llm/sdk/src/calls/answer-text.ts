import { type Readable } from 'node:stream';

/** The whole answer as text. @throws the signal's reason */
export async function answerText(answer: Readable, signal?: AbortSignal): Promise<string> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of answer) if (Buffer.isBuffer(piece)) pieces.push(piece);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
  return Buffer.concat(pieces).toString('utf8');
}

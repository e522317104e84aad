import { type CallRecord } from '../calls/call-record.js';

/**
 * A streamed answer: `for await` gives its chunks as they come, as fast as they are taken. Leaving the loop early closes
 * the connection to the provider. A stream that breaks off throws a TollgateError; it can be read once.
 */
export interface ChunkStream<Chunk> extends AsyncIterable<Chunk> {
  /** Ends the stream, and the call at the provider. */
  abort(): void;
  /** The call's record; null until the stream has been read to its end. */
  readonly record: CallRecord | null;
}

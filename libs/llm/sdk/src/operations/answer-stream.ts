import { ServerSentEventDecoder } from '@tollgate/llm';
import { type CallRecord } from '../calls/call-record.js';
import { type OpenCall } from '../calls/caller.js';
import { type ChunkStream } from './chunk-stream.js';

/** Reads an answer of server-sent events. `Chunk` is the type that the data plane promises for each of them. */
export class AnswerStream<Chunk> implements ChunkStream<Chunk> {
  #read = false;

  constructor(
    private readonly call: OpenCall,
    private readonly signal: AbortSignal | undefined,
  ) {}

  abort(): void {
    this.call.answer.destroy();
  }

  get record(): CallRecord | null {
    return this.call.record();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk, void, undefined> {
    if (this.#read) throw new Error('A stream can be read once.');
    this.#read = true;
    const decoder = new ServerSentEventDecoder();
    try {
      for await (const piece of this.call.answer)
        for (const { data } of decoder.push(piece as Buffer)) if (data !== '[DONE]') yield this.#chunk(data);
    } catch (error) {
      this.signal?.throwIfAborted();
      throw error;
    } finally {
      this.abort();
    }
    this.signal?.throwIfAborted();
  }

  #chunk(data: string): Chunk {
    const chunk: unknown = JSON.parse(data);
    const isError = typeof chunk === 'object' && chunk !== null && 'error' in chunk;
    if (isError) throw this.call.failure(chunk);
    return chunk as Chunk;
  }
}

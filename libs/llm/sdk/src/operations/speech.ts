import { Readable } from 'node:stream';
import type OpenAI from 'openai';
import { type CallOptions, type CallParams, type TargetParams } from '../calls/call-params.js';
import { type Caller } from '../calls/caller.js';
import { remember } from '../calls/results.js';

export interface SpeechParams
  extends Omit<OpenAI.Audio.SpeechCreateParams, 'model' | 'stream_format'>, CallParams, TargetParams {
  model: string;
}

/** The recording as it is made: `await speech.arrayBuffer()`, or `speech.body` piece by piece. */
export type SpeechFunction = (params: SpeechParams, options?: CallOptions) => Promise<Response>;

export function speechOn(caller: Caller): SpeechFunction {
  return async (params, options = {}) => {
    const call = await caller.open('speech', { ...params }, options);
    const type = call.headers.get('content-type') ?? 'application/octet-stream';
    // The same bytes as those of the answer; closing the one closes the other.
    const body = Readable.toWeb(call.answer) as ReadableStream<Uint8Array>;
    return remember(new Response(body, { headers: { 'content-type': type } }), call.record());
  };
}

import type OpenAI from 'openai';
import { type CallOptions, type CallParams, type TargetParams } from '../calls/call-params.js';
import { answerText } from '../calls/answer-text.js';
import { type Caller } from '../calls/caller.js';
import { remember } from '../calls/results.js';

export interface TranscriptionParams
  extends
    Omit<OpenAI.Audio.TranscriptionCreateParamsNonStreaming, 'model' | 'file' | 'stream'>,
    CallParams,
    TargetParams {
  model: string;
  /** A `File` tells its name, by which providers tell its format; a `Blob` is taken for `audio.wav`. */
  file: Blob;
}

/** What was said; with `response_format` `text`, `srt` or `vtt` the text is all there is. */
export interface Transcription {
  text: string;
  language?: string;
  /** Seconds. */
  duration?: number | string;
  segments?: OpenAI.Audio.TranscriptionSegment[];
  words?: OpenAI.Audio.TranscriptionWord[];
}

export type TranscriptionFunction = (
  params: TranscriptionParams,
  options?: CallOptions,
) => Promise<Transcription>;

export function transcriptionOn(caller: Caller): TranscriptionFunction {
  return async ({ file, ...params }, options = {}) => {
    const filename = file instanceof File ? file.name : 'audio.wav';
    const call = await caller.open('transcriptions', params, options, [{ name: 'file', file, filename }]);
    const text = await answerText(call.answer, options.signal);
    const isJson = call.headers.get('content-type')?.includes('json') === true;
    return remember(isJson ? (JSON.parse(text) as Transcription) : { text }, call.record());
  };
}

import type OpenAI from 'openai';
import { type CallOptions, type CallParams, type TargetParams } from '../calls/call-params.js';
import { type Caller } from '../calls/caller.js';
import { jsonAnswer } from './answers.js';

export interface ModerationParams
  extends Omit<OpenAI.ModerationCreateParams, 'model'>, CallParams, TargetParams {
  /** `omni-moderation-latest` by default. */
  model?: string | undefined;
}

export type Moderation = OpenAI.ModerationCreateResponse;
export type ModerationFunction = (params: ModerationParams, options?: CallOptions) => Promise<Moderation>;

export function moderationOn(caller: Caller): ModerationFunction {
  return (params, options) =>
    jsonAnswer(caller, 'moderations', { model: 'omni-moderation-latest', ...params }, options);
}

import type OpenAI from 'openai';
import { type CallOptions, type CallParams, type TargetParams } from '../calls/call-params.js';
import { type Caller } from '../calls/caller.js';
import { jsonAnswer } from './answers.js';

export interface ImageGenerationParams
  extends Omit<OpenAI.Images.ImageGenerateParamsNonStreaming, 'model' | 'stream'>, CallParams, TargetParams {
  model: string;
}

export type ImageGeneration = OpenAI.ImagesResponse;
export type ImageGenerationFunction = (
  params: ImageGenerationParams,
  options?: CallOptions,
) => Promise<ImageGeneration>;

export function imageGenerationOn(caller: Caller): ImageGenerationFunction {
  return (params, options) => jsonAnswer(caller, 'images', { ...params }, options);
}

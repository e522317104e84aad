import { type CallOptions, type Params } from '../calls/call-params.js';
import { answerText } from '../calls/answer-text.js';
import { type Caller, type CallKind, type FormFile } from '../calls/caller.js';
import { remember } from '../calls/results.js';

/** Carries a call out whose answer is one JSON object, and remembers its record with it. */
export async function jsonAnswer<Answer extends object>(
  caller: Caller,
  kind: CallKind,
  params: Params,
  options: CallOptions = {},
  files: readonly FormFile[] = [],
): Promise<Answer> {
  const call = await caller.open(kind, params, options, files);
  const text = await answerText(call.answer, options.signal);
  return remember(JSON.parse(text) as Answer, call.record());
}

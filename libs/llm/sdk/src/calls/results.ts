import { type CallRecord } from './call-record.js';

const records = new WeakMap<object, CallRecord>();

/** The record of the call that gave this answer: its cost, usage, provider and times. Null for what is no answer of a call. */
export function callOf(answer: object): CallRecord | null {
  return records.get(answer) ?? null;
}

export function remember<Answer extends object>(answer: Answer, record: CallRecord | null): Answer {
  if (record !== null) records.set(answer, record);
  return answer;
}

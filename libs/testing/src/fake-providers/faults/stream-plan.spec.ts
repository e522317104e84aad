import { describe, expect, it } from '@jest/globals';
import { type Fault } from './fault.js';
import { planStream, type Step } from './stream-plan.js';

const events = [{ data: 'aa' }, { data: 'bb' }, { data: '[DONE]', endMark: true }];

function plan(...faults: Fault[]): string[] {
  const steps = planStream(
    events,
    ({ data }) => Buffer.from(data),
    faults,
    (status, message) => ({ data: `error ${status} ${message ?? ''}` }),
  );
  return steps.map((step: Step) => (step.do === 'write' ? step.bytes.toString() : step.do));
}

describe('the plan of a stream', () => {
  it('without faults is every event, then the end', () => {
    expect(plan()).toEqual(['aa', 'bb', '[DONE]', 'end']);
  });

  it('combines faults: slow, split and cut', () => {
    expect(
      plan(
        { kind: 'drip', ms: 5 },
        { kind: 'split', at: [1] },
        { kind: 'cut', afterEvents: 1, how: 'reset' },
      ),
    ).toEqual(['wait', 'a', 'a', 'reset']);
  });

  it('counts split offsets over the whole reply', () => {
    expect(plan({ kind: 'split', every: 3 })).toEqual(['aa', 'b', 'b', '[D', 'ONE', ']', 'end']);
  });

  it('puts the error event in place of the rest, and hangs where told', () => {
    expect(plan({ kind: 'error-event', afterEvents: 1, status: 503, message: 'x' })).toEqual([
      'aa',
      'error 503 x',
      'end',
    ]);
    expect(plan({ kind: 'hang', afterEvents: 0 })).toEqual(['hang']);
    expect(plan({ kind: 'no-end-mark' })).toEqual(['aa', 'bb', 'end']);
  });
});

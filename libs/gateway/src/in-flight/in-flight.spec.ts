import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Flying, InFlight } from './in-flight.js';

class Call implements Flying {
  place = -1;
  constructor(readonly name: number) {}
}

describe('InFlight', () => {
  it('holds what a Set would hold, whoever comes and goes in which order', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.nat(9), comes: fc.boolean() })), (steps) => {
        const calls = Array.from({ length: 10 }, (_, name) => new Call(name));
        const inFlight = new InFlight<Call>();
        const model = new Set<Call>();
        for (const { name, comes } of steps) {
          const call = calls[name]!;
          if (comes && !model.has(call)) {
            inFlight.add(call);
            model.add(call);
          } else if (!comes) expect(inFlight.delete(call)).toBe(model.delete(call));
          const seen: Call[] = [];
          inFlight.forEach((each) => seen.push(each));
          expect(new Set(seen)).toEqual(model);
          expect(seen).toHaveLength(model.size);
          expect(inFlight.size).toBe(model.size);
        }
      }),
    );
  });

  it('looks at everyone once while those looked at leave', () => {
    const inFlight = new InFlight<Call>();
    for (let name = 0; name < 5; name += 1) inFlight.add(new Call(name));
    const seen: number[] = [];
    inFlight.forEach((call) => {
      seen.push(call.name);
      if (call.name % 2 === 0) inFlight.delete(call);
    });
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4]);
    expect(inFlight.size).toBe(2);
  });
});

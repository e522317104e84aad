import { z } from 'zod';
import { scriptedAnswerSchema } from './answers/answer.js';
import { faultSchema } from './faults/fault.js';

/** What a fake does with one call. Everything left out is as usual. */
export const behaviourSchema = z.strictObject({
  answer: scriptedAnswerSchema.optional(),
  faults: z.array(faultSchema).optional(),
  /** A reply sent verbatim, in place of everything else: recorded bytes, say. */
  verbatim: z
    .strictObject({
      status: z.int().min(200).max(599).optional(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string(),
    })
    .optional(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

/** Which calls a behaviour is for; what is left out matches everything. */
export const matchSchema = z.strictObject({
  provider: z.string().optional(),
  /** See `FakeProviders.baseUrl`. */
  account: z.string().optional(),
  model: z.string().optional(),
});
export type Match = z.infer<typeof matchSchema>;

interface Entry {
  match: Match;
  behaviour: Behaviour;
  once: boolean;
}

/** What is scripted, in order: queued behaviours are used once each, standing ones when no queued one fits. */
export class Script {
  #entries: Entry[] = [];

  /** Queues behaviours for the next fitting calls, one each. */
  queue(match: Match, behaviours: readonly Behaviour[]): void {
    for (const behaviour of behaviours) this.#entries.push({ match, behaviour, once: true });
  }

  /** Behaviour of every fitting call until `clear`. */
  always(match: Match, behaviour: Behaviour): void {
    this.#entries.push({ match, behaviour, once: false });
  }

  clear(): void {
    this.#entries = [];
  }

  /** Behaviours that wait for a call still. */
  get queued(): number {
    return this.#entries.filter((entry) => entry.once).length;
  }

  /** The behaviour for a call; a queued one is used up by this. */
  take(call: Required<Match>): Behaviour {
    const fits = (entry: Entry) =>
      (entry.match.provider ?? call.provider) === call.provider &&
      (entry.match.account ?? call.account) === call.account &&
      (entry.match.model ?? call.model) === call.model;
    const next = this.#entries.find((entry) => entry.once && fits(entry));
    if (next !== undefined) {
      this.#entries.splice(this.#entries.indexOf(next), 1);
      return next.behaviour;
    }
    return this.#entries.find((entry) => !entry.once && fits(entry))?.behaviour ?? {};
  }
}

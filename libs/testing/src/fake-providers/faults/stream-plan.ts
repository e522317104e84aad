import { findFault, type Fault } from './fault.js';

/** One event of a streamed reply before framing, or one half of a whole reply. */
export interface WireEvent {
  /** SSE event name, where the vendor sends one. */
  event?: string;
  /** The payload: JSON text, or a bare mark such as `[DONE]`. */
  data: string;
  /** True for what marks the end of a complete stream. */
  endMark?: boolean;
}

/** What to do on the socket, in order. */
export type Step =
  | { do: 'write'; bytes: Buffer; completesEvent: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'hang' }
  | { do: 'reset' }
  | { do: 'end' };

/**
 * Turns the events of a reply and the faults asked for into steps on the socket.
 * @param frame one event → its bytes on the wire
 * @param errorEvent the vendor's error event, for the `error-event` fault
 */
export function planStream(
  events: readonly WireEvent[],
  frame: (event: WireEvent) => Buffer,
  faults: readonly Fault[],
  errorEvent: (status: number, message?: string) => WireEvent,
): Step[] {
  const hang = findFault(faults, 'hang')?.afterEvents;
  const cut = findFault(faults, 'cut');
  const failure = findFault(faults, 'error-event');
  const badJson = findFault(faults, 'bad-json');
  const dripMs = findFault(faults, 'drip')?.ms;
  const endless = findFault(faults, 'no-end-mark') !== undefined;
  const steps: Step[] = [];
  for (const [place, event] of events.entries()) {
    if (hang === place) return splitWrites([...steps, { do: 'hang' }], faults);
    if (cut?.afterEvents === place)
      return splitWrites([...steps, { do: cut.how === 'reset' ? 'reset' : 'end' }], faults);
    if (failure?.afterEvents === place) {
      const bytes = frame(errorEvent(failure.status ?? 500, failure.message));
      return splitWrites([...steps, { do: 'write', bytes, completesEvent: true }, { do: 'end' }], faults);
    }
    if (endless && event.endMark) continue;
    if (dripMs !== undefined) steps.push({ do: 'wait', ms: dripMs });
    const sent = badJson?.atEvent === place ? { ...event, data: brokenOff(event.data) } : event;
    steps.push({ do: 'write', bytes: frame(sent), completesEvent: true });
  }
  return splitWrites([...steps, { do: 'end' }], faults);
}

function brokenOff(json: string): string {
  return json.slice(0, Math.max(1, Math.floor(json.length / 2)));
}

/** Cuts the writes as the `split` fault asks; offsets count over the whole reply. */
function splitWrites(steps: Step[], faults: readonly Fault[]): Step[] {
  const split = findFault(faults, 'split');
  if (split === undefined) return steps;
  let offset = 0;
  return steps.flatMap((step): Step[] => {
    if (step.do !== 'write') return [step];
    const start = offset;
    offset += step.bytes.length;
    const cuts = cutsWithin(start, offset, split).map((cut) => cut - start);
    return pieces(step.bytes, cuts).map((bytes, place, all) => ({
      do: 'write',
      bytes,
      completesEvent: place === all.length - 1,
    }));
  });
}

function cutsWithin(start: number, end: number, split: { every?: number; at?: number[] }): number[] {
  const cuts = new Set(split.at ?? []);
  if (split.every !== undefined) {
    for (let cut = Math.ceil((start + 1) / split.every) * split.every; cut < end; cut += split.every)
      cuts.add(cut);
  }
  return [...cuts].filter((cut) => cut > start && cut < end).sort((a, b) => a - b);
}

function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [0, ...cuts, bytes.length];
  return edges.slice(1).map((edge, place) => bytes.subarray(edges[place], edge));
}

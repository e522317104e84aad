import { z } from 'zod';

/**
 * What can go wrong with an upstream, on request. Faults combine: a slow drip that is also cut, say.
 * `afterEvents` counts streamed events that were sent whole before the fault; a whole (non-streamed) reply counts
 * as two, its halves.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /** Answers this status instead; without a body, the vendor's own error body for it. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
  }),
  /** Resets the connection before any header is sent. */
  z.strictObject({ kind: z.literal('refuse-connection') }),
  /** Waits before the headers. */
  z.strictObject({ kind: z.literal('delay'), ms: z.int().min(0).max(600_000) }),
  /** Goes silent for ever: before the headers, or after so many events (0: headers only). */
  z.strictObject({ kind: z.literal('hang'), afterEvents: z.int().min(0).optional() }),
  /** Waits before each event. */
  z.strictObject({ kind: z.literal('drip'), ms: z.int().min(1).max(60_000) }),
  /** Ends the connection too early: by a TCP reset, or as if the reply were complete. */
  z.strictObject({ kind: z.literal('cut'), afterEvents: z.int().min(0), how: z.enum(['reset', 'end']) }),
  /** Leaves out `[DONE]`, `message_stop` or what else marks the end. */
  z.strictObject({ kind: z.literal('no-end-mark') }),
  /** Sends one event whose JSON is broken off. */
  z.strictObject({ kind: z.literal('bad-json'), atEvent: z.int().min(0) }),
  /** Cuts the bytes into separate network writes: every so many bytes, or at these offsets of the whole reply. */
  z.strictObject({
    kind: z.literal('split'),
    every: z.int().min(1).optional(),
    at: z.array(z.int().min(1)).optional(),
  }),
  /** After 200 and so many events, the vendor's error event; then the connection ends. */
  z.strictObject({
    kind: z.literal('error-event'),
    afterEvents: z.int().min(0),
    status: z.int().min(400).max(599).optional(),
    message: z.string().optional(),
  }),
  /** Where the token counts of a stream are told. */
  z.strictObject({
    kind: z.literal('usage'),
    mode: z.enum(['missing', 'every-event', 'last-content']),
  }),
  /** Answers 400 when `stream_options` is sent, as older OpenAI-compatible servers do. */
  z.strictObject({ kind: z.literal('refuse-stream-options') }),
  /** Sloppy chunks, as OpenAI-compatible servers in the field send them. */
  z.strictObject({
    kind: z.literal('sloppy'),
    way: z.enum([
      'role-in-every-chunk',
      'id-per-chunk',
      'null-tool-calls',
      'tool-calls-without-index',
      'same-tool-index',
      'empty-choices-between',
    ]),
  }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

/** The names of the faults; docs/testing.md has them all. */
export const FAULT_KINDS = faultSchema.options.map((option) => option.shape.kind.value);

const faultsSchema = z.union([faultSchema.transform((one) => [one]), z.array(faultSchema)]);

/** Reads one fault or a list of them from JSON text. @throws Error that says what is wrong with it. */
export function readFaults(json: string): Fault[] {
  return faultsSchema.parse(JSON.parse(json));
}

/** The first fault of a kind, if it was asked for. */
export function findFault<Kind extends FaultKind>(
  faults: readonly Fault[],
  kind: Kind,
): FaultOf<Kind> | undefined {
  return faults.find((fault): fault is FaultOf<Kind> => fault.kind === kind);
}

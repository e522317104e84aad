import { type DeploymentRecord } from '../stats/deployment-record.js';
import { type DeploymentStats } from '../stats/deployment-stats.js';
import { fromLine, toLine } from './health-digest.js';

/** So much fits into one message of every transport, in characters; names of deployments may take up to three bytes each. */
const MESSAGE_CHARACTERS = 2_500;
/** Whoever says nothing for so long has no calls on their way any more. */
const SILENT_AFTER_MS = 5_000;
/** Whoever has calls on their way says so at least this often. */
const SPEAK_EVERY_MS = 2_000;
/** More processes than an installation has are not remembered. */
const MOST_PEERS = 200;

interface Peer {
  heardAt: number;
  /** Calls on their way there, by deployment. */
  readonly inFlight: Map<DeploymentRecord, number>;
}

/**
 * What the processes of an installation tell each other of their deployments: texts out, texts in. Whatever is lost on the way
 * is made good by the next call: it is knowledge, not a count. Times are epoch milliseconds.
 */
export class HealthShare {
  readonly #peers = new Map<string, Peer>();
  #spokeAt = 0;
  #tellsAll = true;
  #asks = true;

  /** @param self tells this process from all others. */
  constructor(
    private readonly stats: DeploymentStats,
    private readonly self: string,
  ) {
    stats.share();
  }

  /** Messages may have been lost, here or on the way: asks the others how things stand, and tells them. */
  beginAnew(): void {
    this.#tellsAll = true;
    this.#asks = true;
  }

  /** What to tell the others now; none: nothing has happened. */
  messages(now: number): string[] {
    this.#forgetSilent(now);
    const speaksAnyway = now - this.#spokeAt >= SPEAK_EVERY_MS;
    const lines: string[] = [];
    for (const record of this.stats.records) {
      const { news, inFlight } = record;
      if (news === null) continue;
      if (this.#tellsAll) news.coolingUntil = Math.max(news.coolingUntil, record.coolingUntil);
      const digest = news.take(record.id, inFlight, now, speaksAnyway && inFlight > 0);
      if (digest) lines.push(JSON.stringify(toLine(digest)));
    }
    this.#tellsAll = false;
    if (lines.length === 0 && !this.#asks) return [];
    const messages = batches(lines).map(
      (batch) => `{"from":${JSON.stringify(this.self)},"asks":${this.#asks},"of":[${batch.join(',')}]}`,
    );
    this.#spokeAt = now;
    this.#asks = false;
    return messages;
  }

  /** What another process has told; what is no message is passed over. */
  receive(text: string, now: number): void {
    const message = readMessage(text);
    if (message === null || message.from === this.self) return;
    if (message.asks) this.#tellsAll = true;
    const peer = this.#peerOf(message.from, now);
    for (const line of message.of) {
      const digest = fromLine(line);
      const record = digest && this.stats.known(digest.id);
      if (!record || !digest) continue;
      record.learn(digest, digest.inFlight - (peer.inFlight.get(record) ?? 0), this.stats.args, now);
      if (digest.inFlight > 0) peer.inFlight.set(record, digest.inFlight);
      else peer.inFlight.delete(record);
    }
  }

  #peerOf(from: string, now: number): Peer {
    const known = this.#peers.get(from) ?? { heardAt: now, inFlight: new Map<DeploymentRecord, number>() };
    known.heardAt = now;
    if (this.#peers.size < MOST_PEERS) this.#peers.set(from, known);
    return known;
  }

  #forgetSilent(now: number): void {
    for (const [from, { heardAt, inFlight }] of this.#peers) {
      if (now - heardAt < SILENT_AFTER_MS) continue;
      this.#peers.delete(from);
      for (const [record, count] of inFlight) record.inFlightElsewhere -= count;
    }
  }
}

interface Message {
  readonly from: string;
  readonly asks: boolean;
  readonly of: readonly unknown[];
}

function readMessage(text: string): Message | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { from, asks, of } = parsed as Partial<Record<keyof Message, unknown>>;
  if (typeof from !== 'string' || from.length > 100 || !Array.isArray(of)) return null;
  return { from, asks: asks === true, of };
}

/** At least one, which may be empty. */
function batches(lines: readonly string[]): string[][] {
  let batch: string[] = [];
  let characters = 0;
  const all = [batch];
  for (const line of lines) {
    if (characters > 0 && characters + line.length > MESSAGE_CHARACTERS) {
      batch = [];
      all.push(batch);
      characters = 0;
    }
    batch.push(line);
    characters += line.length + 1;
  }
  return all;
}

import { Client } from 'pg';
import { type Broadcast, checkMessage, type Subscriber, type Unsubscribe } from './broadcast.js';
import { Subscribers } from './subscribers.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** An idle connection that was cut on its way shows nothing; so it is asked. */
const ASK_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

export interface PostgresBroadcastOptions {
  /** Must reach a session of its own, not a pooler that shares sessions between transactions. */
  readonly url: string;
  /** Told of lost connections and of subscribers' errors. */
  readonly onError?: (error: unknown) => void;
}

/** Broadcast by LISTEN and NOTIFY, over one connection that is made again when it breaks. */
export class PostgresBroadcast implements Broadcast {
  private readonly subscribers: Subscribers;
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private pauseMs = FIRST_PAUSE_MS;
  private closed = false;

  constructor(private readonly options: PostgresBroadcastOptions) {
    this.subscribers = new Subscribers((error) => options.onError?.(error));
    void this.connect();
  }

  get isConnected(): boolean {
    return this.client !== null;
  }

  async publish(channel: string, message: string): Promise<void> {
    checkMessage(channel, message);
    if (this.client === null) throw new Error('the connection for messages is away');
    await this.client.query('SELECT pg_notify($1, $2)', [channel, message]);
  }

  subscribe(channel: string, subscriber: Subscriber): Unsubscribe {
    const isNew = this.subscribers.add(channel, subscriber);
    const client = this.client;
    if (client !== null) {
      const listening = isNew ? listen(client, [channel]) : Promise.resolve();
      listening.then(
        () => this.subscribers.gapOf(subscriber),
        (error: unknown) => this.lost(client, error),
      );
    }
    return () => this.subscribers.remove(channel, subscriber);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.subscribers.clear();
    if (this.timer !== null) clearTimeout(this.timer);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: 'tollgate broadcast',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
    });
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('the connection for messages ended')));
    client.on('notification', ({ channel, payload }) => this.subscribers.message(channel, payload ?? ''));
    try {
      await client.connect();
      await this.begin(client);
    } catch (error) {
      this.retry(error);
      client.end().catch(() => undefined);
    }
  }

  /** Listens to all channels, also to those that are added while it does; only then messages are said to be heard. */
  private async begin(client: Client): Promise<void> {
    let listened: string[] = [];
    while (listened.length < this.subscribers.channels.length) {
      const channels = this.subscribers.channels;
      await listen(client, channels.slice(listened.length));
      listened = channels;
    }
    if (this.closed) return void client.end().catch(() => undefined);
    this.client = client;
    this.pauseMs = FIRST_PAUSE_MS;
    this.schedule(() => void this.ask(client), ASK_EVERY_MS);
    this.subscribers.gap();
  }

  private async ask(client: Client): Promise<void> {
    try {
      await client.query('SELECT 1');
      if (this.client === client) this.schedule(() => void this.ask(client), ASK_EVERY_MS);
    } catch (error) {
      this.lost(client, error);
    }
  }

  private lost(client: Client, error: unknown): void {
    if (this.client !== client) return;
    this.client = null;
    client.end().catch(() => undefined);
    this.retry(error);
  }

  private retry(error: unknown): void {
    if (this.closed) return;
    this.options.onError?.(error);
    this.schedule(() => void this.connect(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private schedule(what: () => void, afterMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(what, afterMs);
    this.timer.unref();
  }
}

async function listen(client: Client, channels: readonly string[]): Promise<void> {
  for (const channel of channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
}

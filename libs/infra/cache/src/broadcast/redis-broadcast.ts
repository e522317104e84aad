import { type Redis } from 'ioredis';
import { subscriptionClient } from '../redis/redis-client.js';
import { type RedisConnection } from '../redis/redis-connection.js';
import { type Broadcast, checkMessage, type Subscriber, type Unsubscribe } from './broadcast.js';
import { Subscribers } from './subscribers.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
/** An idle connection that was cut on its way shows nothing; so it is asked. */
const ASK_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

export interface RedisBroadcastOptions {
  /** Publishes; listening has a connection of its own. */
  readonly redis: RedisConnection;
  /** Told of lost connections and of subscribers' errors. */
  readonly onError?: (error: unknown) => void;
}

/** Broadcast by Redis pub/sub: single server, Sentinel or cluster. */
export class RedisBroadcast implements Broadcast {
  private readonly subscribers: Subscribers;
  private client: Redis;
  private connected = false;
  private attempt = 0;
  private pauseMs = FIRST_PAUSE_MS;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(private readonly options: RedisBroadcastOptions) {
    this.subscribers = new Subscribers((error) => options.onError?.(error));
    this.client = this.connect();
  }

  get isConnected(): boolean {
    return this.connected;
  }

  async publish(channel: string, message: string): Promise<void> {
    checkMessage(channel, message);
    await this.options.redis.run((client) => client.publish(channel, message));
  }

  subscribe(channel: string, subscriber: Subscriber): Unsubscribe {
    const isNew = this.subscribers.add(channel, subscriber);
    const client = this.client;
    if (this.connected) {
      const listening: Promise<unknown> = isNew ? client.subscribe(channel) : Promise.resolve();
      listening.then(
        () => this.subscribers.gapOf(subscriber),
        () => client.disconnect(),
      );
    }
    return () => this.subscribers.remove(channel, subscriber);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.subscribers.clear();
    this.connected = false;
    if (this.timer !== null) clearTimeout(this.timer);
    this.client.disconnect();
  }

  private connect(): Redis {
    const client = subscriptionClient(this.options.redis.address, this.attempt++, ANSWER_WITHIN_MS);
    let failure: unknown = new Error('the connection for messages ended');
    client.on('error', (error) => (failure = error));
    client.on('message', (channel: string, message: string) => this.subscribers.message(channel, message));
    client.once('end', () => this.lost(failure));
    client
      .connect()
      .then(() => this.begin(client))
      .catch(() => client.disconnect());
    return client;
  }

  /** Subscribes to all channels, also to those that are added meanwhile; only then messages are said to be heard. */
  private async begin(client: Redis): Promise<void> {
    for (let done: string[] = []; done.length < this.subscribers.channels.length;) {
      const channels = this.subscribers.channels;
      await client.subscribe(...channels.slice(done.length));
      done = channels;
    }
    if (this.closed) return;
    this.connected = true;
    this.pauseMs = FIRST_PAUSE_MS;
    this.schedule(() => void this.ask(client), ASK_EVERY_MS);
    this.subscribers.gap();
  }

  private async ask(client: Redis): Promise<void> {
    try {
      await client.ping();
      if (this.connected) this.schedule(() => void this.ask(client), ASK_EVERY_MS);
    } catch {
      client.disconnect();
    }
  }

  private lost(error: unknown): void {
    this.connected = false;
    if (this.closed) return;
    this.options.onError?.(error);
    this.schedule(() => (this.client = this.connect()), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private schedule(what: () => void, afterMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(what, afterMs);
    this.timer.unref();
  }
}

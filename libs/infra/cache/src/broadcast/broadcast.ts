/**
 * Messages from any process to all processes of the installation, the sender too. Nothing is stored: who is not connected
 * misses them, and is told so afterwards.
 */
export interface Broadcast {
  /** Rejects when the message could not be handed over. @throws RangeError for a message beyond MESSAGE_BYTES_MAX. */
  publish(channel: string, message: string): Promise<void>;
  /** Begins to listen; works while the connection is away, too. */
  subscribe(channel: string, subscriber: Subscriber): Unsubscribe;
  /** Are messages heard at this moment? */
  readonly isConnected: boolean;
  close(): Promise<void>;
}

export type Unsubscribe = () => void;

export interface Subscriber {
  onMessage(message: string): void;
  /**
   * Messages may have been missed: the subscription has just begun, or was interrupted and stands again. What was cached
   * before cannot be trusted.
   */
  onGap(): void;
}

/** Postgres allows less than 8000 bytes in a NOTIFY; the same bound everywhere, so that no installation is special. */
export const MESSAGE_BYTES_MAX = 7_999;

const CHANNEL = /^[a-z][a-z0-9_.]{0,62}$/;

/** Holds a message against the bounds that all transports share. */
export function checkMessage(channel: string, message: string): void {
  checkChannel(channel);
  const bytes = Buffer.byteLength(message);
  if (bytes > MESSAGE_BYTES_MAX) throw new RangeError(`a message of ${bytes} bytes is too long to broadcast`);
  if (message === '') throw new RangeError('an empty message cannot be broadcast');
}

export function checkChannel(channel: string): void {
  if (!CHANNEL.test(channel)) throw new RangeError(`${channel} is no name of a channel`);
}

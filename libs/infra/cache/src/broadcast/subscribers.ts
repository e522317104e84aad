import { checkChannel, type Subscriber } from './broadcast.js';

/** Who listens to which channel. A subscriber's error is its own: the others still hear. */
export class Subscribers {
  private readonly byChannel = new Map<string, Set<Subscriber>>();

  constructor(private readonly onError: (error: unknown) => void) {}

  get channels(): string[] {
    return [...this.byChannel.keys()];
  }

  /** @returns whether the channel is new. */
  add(channel: string, subscriber: Subscriber): boolean {
    checkChannel(channel);
    const known = this.byChannel.get(channel);
    if (known) known.add(subscriber);
    else this.byChannel.set(channel, new Set([subscriber]));
    return known === undefined;
  }

  remove(channel: string, subscriber: Subscriber): void {
    this.byChannel.get(channel)?.delete(subscriber);
  }

  /** Nobody hears anything any more, also not what is still on its way. */
  clear(): void {
    this.byChannel.clear();
  }

  message(channel: string, message: string): void {
    for (const subscriber of this.byChannel.get(channel) ?? [])
      this.tell(() => subscriber.onMessage(message));
  }

  gap(channels: readonly string[] = this.channels): void {
    for (const channel of channels) {
      for (const subscriber of this.byChannel.get(channel) ?? []) this.tell(() => subscriber.onGap());
    }
  }

  gapOf(subscriber: Subscriber): void {
    this.tell(() => subscriber.onGap());
  }

  private tell(what: () => void): void {
    try {
      what();
    } catch (error) {
      this.onError(error);
    }
  }
}

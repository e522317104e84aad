import { type Broadcast } from './broadcast.js';

/** Below the size that every transport carries; a single entry must not be longer than a third of it. */
const MESSAGE_CHARACTERS = 7_000;
const RETRY_MS = 500;

/**
 * Tells all processes of things that changed, as lists of entries separated by commas. What cannot be sent is sent again
 * until it is; an entry that waits already is not sent twice.
 */
export class Announcements {
  readonly #unsent = new Set<string>();
  #sending = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly broadcast: Pick<Broadcast, 'publish'>,
    private readonly channel: string,
    private readonly onUnsent: (error: unknown) => void,
  ) {}

  /** @param entries without commas. Returns at once, never throws. */
  tell(entries: readonly string[]): void {
    for (const entry of entries) this.#unsent.add(entry);
    if (!this.#sending && this.#timer === null) void this.#send();
  }

  /** Sends nothing any more. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#unsent.clear();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    this.#timer = null;
    try {
      while (this.#unsent.size > 0) {
        const entries = firstThatFit(this.#unsent);
        await this.broadcast.publish(this.channel, entries.join(','));
        for (const entry of entries) this.#unsent.delete(entry);
      }
    } catch (error) {
      this.onUnsent(error);
      this.#timer = setTimeout(() => void this.#send(), RETRY_MS);
      this.#timer.unref();
    } finally {
      this.#sending = false;
    }
  }
}

function firstThatFit(entries: Iterable<string>): string[] {
  const taken: string[] = [];
  let characters = 0;
  for (const entry of entries) {
    characters += entry.length + 1;
    if (characters > MESSAGE_CHARACTERS && taken.length > 0) break;
    taken.push(entry);
  }
  return taken;
}

import { type Broadcast } from '@tollgate/cache';
import { ConfigurationChanges } from './configuration-changes.js';

/** Channel on which processes tell each other that what is configured at run time changed. */
export const CONFIGURATION_CHANGED = 'configuration.changed';

const RETRY_MS = 500;
/** How soon a change is noticed when no message of it arrived. */
const LOOK_EVERY_MS = 10_000;

export interface ConfigurationBroadcastOptions {
  readonly broadcast: Broadcast;
  /** Reads what is stored and acts by it; rejects when it cannot be read. */
  readonly reload: () => Promise<void>;
  /** Was anything changed since the last reload? */
  readonly isStale: () => Promise<boolean>;
  /** Told, with the reason, each time a change could not be read or told of; it is tried again. */
  readonly onTrouble: (what: 'reading' | 'telling', error: unknown) => void;
  readonly lookEveryMs?: number;
}

/**
 * Keeps what all processes act by in step: a change made here is read here at once, and elsewhere as soon as the message
 * arrives. Reloads never overlap; a change that arrives during one is followed by another.
 */
export class ConfigurationBroadcast extends ConfigurationChanges {
  readonly #unsubscribe: () => void;
  readonly #looking: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;
  #telling: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(private readonly options: ConfigurationBroadcastOptions) {
    super();
    this.#unsubscribe = options.broadcast.subscribe(CONFIGURATION_CHANGED, {
      onMessage: () => void this.#reload(),
      onGap: () => void this.#look(),
    });
    this.#looking = setInterval(() => void this.#look(), options.lookEveryMs ?? LOOK_EVERY_MS);
    this.#looking.unref();
  }

  async changed(): Promise<void> {
    void this.#tell();
    await this.#reload();
  }

  /** Reads what is stored for the first time. Resolves when it was read, or is being tried again. */
  begin(): Promise<void> {
    return this.#reload();
  }

  /** Sends and hears nothing any more. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    clearInterval(this.#looking);
    if (this.#retry) clearTimeout(this.#retry);
    if (this.#telling) clearTimeout(this.#telling);
  }

  async #look(): Promise<void> {
    try {
      if (await this.options.isStale()) await this.#reload();
    } catch {
      // The database is away, which others report; the next look tells.
    }
  }

  /** A reload that begins after this call, so that it sees what was committed before it. */
  #reload(): Promise<void> {
    if (this.#running === null) {
      const running = this.#once().finally(() => (this.#running = null));
      return (this.#running = running);
    }
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.#reload();
    });
    return this.#next;
  }

  async #once(): Promise<void> {
    if (this.#closed) return;
    try {
      await this.options.reload();
    } catch (error) {
      if (this.#closed) return;
      this.options.onTrouble('reading', error);
      this.#retry ??= setTimeout(() => {
        this.#retry = null;
        void this.#reload();
      }, RETRY_MS);
      this.#retry.unref();
    }
  }

  async #tell(): Promise<void> {
    this.#telling = null;
    try {
      await this.options.broadcast.publish(CONFIGURATION_CHANGED, 'changed');
    } catch (error) {
      if (this.#closed) return;
      this.options.onTrouble('telling', error);
      this.#telling = setTimeout(() => void this.#tell(), RETRY_MS);
      this.#telling.unref();
    }
  }
}

import { type DirectoryKey } from './key-owners.js';

/** Reads keys by hash, several in one query. */
export type ReadKeys = (hashes: readonly string[]) => Promise<readonly DirectoryKey[]>;

const BATCH_MAX = 500;
/** Queries under way at a time, so that a flood of unknown keys cannot take the pool from everybody else. */
const QUERIES_MAX = 2;

interface Waiting {
  readonly hash: string;
  readonly resolve: (key: DirectoryKey | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers single lookups into few queries: those of one turn of the event loop, and all that arrive while others run. */
export class KeyBatches {
  private waiting: Waiting[] = [];
  private running = 0;
  private scheduled = false;

  constructor(private readonly read: ReadKeys) {}

  /** The stored key, null when there is none. Rejects when the store fails. */
  find(hash: string): Promise<DirectoryKey | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ hash, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled || this.running >= QUERIES_MAX || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.runOne().finally(() => this.schedule());
      this.schedule();
    });
  }

  private async runOne(): Promise<void> {
    const batch = this.waiting.splice(0, BATCH_MAX);
    if (batch.length === 0) return;
    this.running += 1;
    try {
      const keys = await this.read([...new Set(batch.map(({ hash }) => hash))]);
      const byHash = new Map(keys.map((key) => [key.formerly?.token ?? key.token, key]));
      for (const { hash, resolve } of batch) resolve(byHash.get(hash) ?? null);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.running -= 1;
    }
  }
}

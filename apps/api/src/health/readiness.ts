import { type DataSource } from 'typeorm';

const CHECK_TIMEOUT_MS = 2_000;
/** Probes that come together share one question to the database. */
const REMEMBERED_MS = 1_000;

/** The database, and whether it is connected and migrated. */
interface Database {
  readonly ready: boolean;
  readonly dataSource: DataSource;
}

/** Whether the gateway can do all its work, for load balancers: asks the database, at most once a second. */
export class Readiness {
  private draining = false;
  private last: { at: number; connected: Promise<boolean> } | null = null;

  constructor(private readonly database: Database) {}

  /** From now on: no new work, please. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }

  isDatabaseConnected(): Promise<boolean> {
    const now = Date.now();
    if (!this.last || now - this.last.at > REMEMBERED_MS)
      this.last = { at: now, connected: withinTime(this.ask()) };
    return this.last.connected;
  }

  private async ask(): Promise<boolean> {
    if (!this.database.ready) return false;
    await this.database.dataSource.query('SELECT 1');
    return true;
  }
}

async function withinTime(question: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([question.catch(() => false), limit]);
  } finally {
    clearTimeout(timer);
  }
}

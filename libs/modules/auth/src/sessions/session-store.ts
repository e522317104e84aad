import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThan, MoreThan } from 'typeorm';
import { SessionRow } from './session-row.js';

/** Every query on dashboard sessions. */
@Injectable()
export class SessionStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(session: SessionRow): Promise<void> {
    await this.dataSource.manager.insert(SessionRow, session);
  }

  /** The session of a token, unless it expired or was revoked. */
  findLive(tokenHash: string, now: Date): Promise<SessionRow | null> {
    return this.dataSource.manager.findOneBy(SessionRow, {
      tokenHash,
      revokedAt: IsNull(),
      expiresAt: MoreThan(now),
    });
  }

  async revoke(tokenHash: string, now: Date): Promise<void> {
    await this.dataSource.manager.update(SessionRow, { tokenHash, revokedAt: IsNull() }, { revokedAt: now });
  }

  async deleteExpired(now: Date): Promise<void> {
    await this.dataSource.manager.delete(SessionRow, { expiresAt: LessThan(now) });
  }
}

import { ProjectRow } from '@tollgate/projects';
import { AuditEntryRow, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { BudgetRow, BudgetWindowRow } from '@tollgate/budgets';
import { type OwnerKind } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { OrganizationMemberRow, OrganizationRow, OrganizationStore } from '@tollgate/organizations';
import { DeletedTeamRow, TeamMemberRow, TeamRow, TeamStore } from '@tollgate/teams';
import { UserRow, UserStore } from '@tollgate/users';
import { type DataSource } from 'typeorm';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { KeyDirectory } from '../directory/key-directory.js';
import { DeletedKeyRow } from '../store/deleted-key-row.js';
import { RotatedKeyRow } from '../store/rotated-key-row.js';
import { KeyStore } from '../store/key-store.js';
import { VirtualKeyRow } from '../store/virtual-key-row.js';
import { KeyRights } from '../use-cases/key-rights.js';
import { GenerateKey, type NewKey } from '../use-cases/generate-key.js';

/** Remembers which keys were said to have changed. */
export class ChangesHeard extends KeyChangePublisher {
  readonly owners: string[] = [];
  ownersChanged(kind: OwnerKind, ids: readonly string[]): void {
    this.owners.push(...ids.map((id) => `${kind} ${id}`));
  }
  readonly tokens: string[] = [];
  changed(tokens: readonly string[]): void {
    this.tokens.push(...tokens);
  }
}

/** An admin with the master key, as the routes see one. */
export const ADMIN: Actor = {
  caller: {
    role: 'proxy_admin',
    userId: 'default_user_id',
    teamId: null,
    keyHash: 'f'.repeat(64),
    via: 'master',
  },
  changedBy: 'terraform',
  ip: '192.0.2.7',
  requestId: 'request-1',
};

export const NOW = new Date('2026-07-02T10:15:00.000Z');

/** Keys on a real Postgres of their own, for specs. */
export class KeyWorld {
  readonly store: KeyStore;
  readonly audit: AuditStore;
  readonly changes = new ChangesHeard();
  readonly directory: KeyDirectory;

  private constructor(
    readonly dataSource: DataSource,
    private readonly end: () => Promise<void>,
  ) {
    this.store = new KeyStore(dataSource);
    this.audit = new AuditStore(dataSource);
    this.directory = new KeyDirectory((hashes) => this.store.findByHashes(hashes), {
      masterKey: 'sk-the-master-key',
      ttlMs: 60_000,
      staleForMs: 60_000,
      keysMax: 100,
      now: Date.now,
      onUnavailable: () => undefined,
    });
  }

  static async open(): Promise<KeyWorld> {
    const database = await createTestDatabase({ migrate: true });
    const dataSource = createDataSource({
      url: database.url,
      entities: [
        ...[
          VirtualKeyRow,
          DeletedKeyRow,
          RotatedKeyRow,
          BudgetRow,
          BudgetWindowRow,
          AuditEntryRow,
          TeamRow,
          TeamMemberRow,
          DeletedTeamRow,
          ProjectRow,
        ],
        ...[OrganizationRow, OrganizationMemberRow, UserRow],
      ],
      poolSize: 10,
      applicationName: 'spec',
    });
    await dataSource.initialize();
    return new KeyWorld(dataSource, async () => {
      await dataSource.destroy();
      await database.drop();
    });
  }

  close(): Promise<void> {
    return this.end();
  }

  async empty(): Promise<void> {
    await this.dataSource.query('TRUNCATE virtual_key, rotated_key, deleted_key, audit_entry');
    this.changes.tokens.length = 0;
  }

  get rights(): KeyRights {
    const { dataSource } = this;
    return new KeyRights(
      this.store,
      new TeamStore(dataSource),
      new UserStore(dataSource),
      new OrganizationStore(dataSource),
      this.directory,
    );
  }

  get generate(): GenerateKey {
    return new GenerateKey(this.store, this.audit, this.directory, this.changes);
  }

  /** A key in the database. */
  async made(request: Parameters<GenerateKey['run']>[0] = {}, now = NOW): Promise<NewKey> {
    const result = await this.generate.run(request, ADMIN, now);
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  }

  auditOf(token: string): Promise<AuditEntryRow[]> {
    return this.audit.findByObject('virtual_key', token, 10);
  }
}

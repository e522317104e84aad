import { ATTRIBUTION_CHANGED, entriesOf } from '@tollgate/attributions';
import {
  Announcements,
  type Broadcast,
  connectRedis,
  PostgresBroadcast,
  RedisBroadcast,
} from '@tollgate/cache';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type OwnerKind } from '@tollgate/core';
import { KEY_CHANGED } from '@tollgate/keys';
import { type QueueBackend } from '@tollgate/queue';

/**
 * Tells the API processes whose budget windows began, so that they read them again. Where a message is lost, they do so when
 * their own copy is old; until then they count from zero by themselves.
 */
@Injectable()
export class ResetMessages implements OnApplicationShutdown {
  private readonly logger = new Logger('ResetMessages');
  private readonly keys: Announcements;
  private readonly attributions: Announcements;
  private readonly end: () => Promise<void>;

  constructor(backend: QueueBackend) {
    const { broadcast, close } = connected(backend);
    const onUnsent = (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      this.logger.warn(`the API could not be told of new budget windows: ${text}`);
    };
    this.keys = new Announcements(broadcast, KEY_CHANGED, onUnsent);
    this.attributions = new Announcements(broadcast, ATTRIBUTION_CHANGED, onUnsent);
    this.end = close;
  }

  /** Tells of rows of a table, as far as other processes remember them one by one. */
  windowsBegan(table: string, ids: readonly string[]): void {
    if (table === 'virtual_key') this.keys.tell(ids);
    if (table === 'team_member') this.keys.tell([...new Set(ids.map(teamOfMember))]);
    const owner = OWNERS.get(table);
    if (owner) this.keys.tell(ids.map((id) => `${owner}:${encodeURIComponent(id)}`));
    if (table === 'customer' || table === 'tag') this.attributions.tell(entriesOf(table, ids));
  }

  onApplicationShutdown(): Promise<void> {
    this.keys.close();
    this.attributions.close();
    return this.end();
  }
}

/** Tables of owners of keys, and what messages call them. */
const OWNERS: ReadonlyMap<string, OwnerKind> = new Map([
  ['team', 'team'],
  ['user_account', 'user'],
  ['organization', 'organization'],
  ['project', 'project'],
]);

/** Keys of a team's members are those of the team. @param id JSON list of team and user. */
function teamOfMember(id: string): string {
  const [teamId] = JSON.parse(id) as [string, string];
  return `team:${encodeURIComponent(teamId)}`;
}

function connected(backend: QueueBackend): { broadcast: Broadcast; close: () => Promise<void> } {
  if (backend.kind === 'postgres') {
    const broadcast = new PostgresBroadcast({ url: backend.url });
    return { broadcast, close: () => broadcast.close() };
  }
  const redis = connectRedis(backend.address);
  const broadcast = new RedisBroadcast({ redis });
  return {
    broadcast,
    close: async () => {
      await broadcast.close();
      redis.close();
    },
  };
}

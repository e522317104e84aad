import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import {
  notAllowed,
  notFound,
  orRefusal,
  OwnedKeys,
  TenantChangePublisher,
  Undone,
} from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type DeletedTeam, type Team, type TeamMember } from '../domain/team.js';
import { TeamProjects } from '../ports/team-projects.js';
import { TeamStore } from '../store/team-store.js';
import { teamAuditViewOf } from './team-change.js';
import { TeamStandings } from './team-standings.js';

/** Deletes teams with their keys, projects and memberships; copies of teams and keys stay. All or none. */
@Injectable()
export class DeleteTeams {
  constructor(
    private readonly store: TeamStore,
    private readonly standings: TeamStandings,
    private readonly keys: OwnedKeys,
    private readonly projects: TeamProjects,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
  ) {}

  /** @returns how many teams are gone. */
  async run(ids: readonly string[], actor: Actor, now: Date): Promise<Result<number>> {
    const unique = [...new Set(ids)];
    const result = await orRefusal(
      this.store.transaction(async (manager) => {
        // Keys before teams: the order in which the ledger locks them.
        await this.keys.deleteOf(manager, 'team', unique, actor, now);
        return ok(await this.deleteLocked(manager, unique, actor, now));
      }),
    );
    if (result.ok) this.changes.ownersChanged('team', unique);
    return result;
  }

  /** Deletes teams within a transaction of the caller's, who has settled their keys and tells of the change. */
  async deleteLocked(
    manager: EntityManager,
    ids: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<number> {
    const teams = await this.store.lock(manager, ids, 'delete');
    // Those that were made until we had the lock; none is made from now on.
    await this.keys.deleteOf(manager, 'team', ids, actor, now);
    const members = await this.store.membersOf(ids, manager);
    const ofTeam = (team: Team) => members.filter((member) => member.teamId === team.teamId);
    for (const team of teams) {
      const standing = await this.standings.of(actor.caller, { team, members: ofTeam(team) });
      if (standing === 'none') throw new Undone(notFound('Team', 'team_ids'));
      if (standing !== 'admin')
        throw new Undone(notAllowed('Only admins of the proxy, the team or its organization may do this.'));
    }
    if (teams.length < ids.length) throw new Undone(notFound('Team', 'team_ids'));
    if (teams.length === 0) return 0;
    await this.projects.deleteOf(manager, ids, actor, now);
    await this.store.moveToDeleted(
      manager,
      teams.map((team) => copyOf(team, ofTeam(team), actor, now)),
    );
    await this.audit.record(
      manager,
      teams.map((team) => ({
        actor,
        at: now,
        action: 'deleted' as const,
        objectType: 'team',
        objectId: team.teamId,
        before: teamAuditViewOf({ team, members: ofTeam(team) }),
        after: null,
      })),
    );
    return teams.length;
  }
}

function copyOf(team: Team, members: readonly TeamMember[], actor: Actor, now: Date): DeletedTeam {
  return {
    ...team,
    deletedAt: now,
    deletedBy: actor.caller.userId,
    deletedByApiKey: actor.caller.keyHash,
    litellmChangedBy: actor.changedBy,
    members: members.map(({ userId, role }) => ({ user_id: userId, role })),
  };
}

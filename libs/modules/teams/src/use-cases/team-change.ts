import { Injectable } from '@nestjs/common';
import { AuditStore, type AuditAction } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import {
  auditViewOf,
  notAllowed,
  notFound,
  orRefusal,
  TenantChangePublisher,
  Undone,
} from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type Standing } from '../domain/team-standing.js';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { TeamStandings } from './team-standings.js';

/** A change to one team, before it is made. */
export interface TeamEdit {
  readonly action: AuditAction;
  /** Standings that may make the change; the default is the team's admins. */
  readonly may?: (standing: Standing) => boolean;
  /** Makes the change in the transaction; the team is locked. Refusing undoes what was written. */
  readonly make: (manager: EntityManager, before: TeamWithMembers) => Promise<Result<unknown>>;
}

/** The one way a team is changed: locked, allowed, written, audited in the same transaction, and told to every process. */
@Injectable()
export class TeamChange {
  constructor(
    private readonly store: TeamStore,
    private readonly standings: TeamStandings,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
  ) {}

  async run(teamId: string, edit: TeamEdit, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    const outcome = await this.runAll([teamId], edit, actor, now);
    if (!outcome.ok) return outcome;
    const [changed] = outcome.value;
    return changed ? ok(changed) : notFound('Team', 'team_id');
  }

  /** The same change to several teams: all or none. */
  async runAll(
    teamIds: readonly string[],
    edit: TeamEdit,
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamWithMembers[]>> {
    const outcome = await orRefusal(
      this.store.transaction(async (manager) => {
        // All at once, in the order in which the ledger locks them.
        if (teamIds.length > 1) await this.store.lock(manager, teamIds);
        const changed: TeamWithMembers[] = [];
        for (const teamId of teamIds) {
          const result = await this.change(manager, teamId, edit, actor, now);
          if (!result.ok) throw new Undone(result);
          changed.push(result.value);
        }
        return ok(changed);
      }),
    );
    if (outcome.ok) this.changes.ownersChanged('team', teamIds);
    return outcome;
  }

  private async change(
    manager: EntityManager,
    teamId: string,
    edit: TeamEdit,
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamWithMembers>> {
    const before = await this.locked(manager, teamId);
    if (!before) return notFound('Team', 'team_id');
    const standing = await this.standings.of(actor.caller, before);
    if (standing === 'none' && !edit.may?.(standing)) return notFound('Team', 'team_id');
    if (!(edit.may ?? isAdmin)(standing))
      return notAllowed('Only admins of the proxy, the team or its organization may do this.');
    const made = await edit.make(manager, before);
    if (!made.ok) return made;
    const after = await this.locked(manager, teamId);
    if (!after) return notFound('Team', 'team_id');
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: edit.action,
        objectType: 'team',
        objectId: teamId,
        before: teamAuditViewOf(before),
        after: teamAuditViewOf(after),
      },
    ]);
    return ok(after);
  }

  private async locked(manager: EntityManager, teamId: string): Promise<TeamWithMembers | null> {
    const [team] = await this.store.lock(manager, [teamId]);
    return team ? { team, members: await this.store.membersOf([teamId], manager) } : null;
  }
}

export function isAdmin(standing: Standing): boolean {
  return standing === 'admin';
}

/** A team as the audit log shows it, with its members. */
export function teamAuditViewOf({ team, members }: TeamWithMembers): Record<string, unknown> {
  return {
    ...auditViewOf(team),
    members: members.map(({ teamId: _, createdAt: __, ...member }) => auditViewOf(member)),
  };
}

import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { KEY_LIMITS, ok, type Result, type TeamModelsRequest } from '@tollgate/core';
import { badRequest, notAllowed } from '@tollgate/organizations';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { TeamChange } from './team-change.js';

/** Adds models to those of a team, or takes some away. */
@Injectable()
export class ChangeTeamModels {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
  ) {}

  run(
    act: 'add' | 'delete',
    { team_id: teamId, models }: TeamModelsRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamWithMembers>> {
    return this.change.run(
      teamId,
      {
        action: 'updated',
        make: async (manager, { team }) => {
          if (act === 'add' && actor.caller.role !== 'proxy_admin' && team.models.length > 0)
            return notAllowed('Only a proxy admin may widen the models of a team.');
          const next = act === 'add' ? added(team.models, models) : removed(team.models, models);
          if (next.length > KEY_LIMITS.modelsMax)
            return badRequest('models', `a team has at most ${KEY_LIMITS.modelsMax} models`);
          if (act === 'delete' && next.length === 0 && team.models.length > 0)
            return badRequest(
              'models',
              'a team without models may use every model; leave one, or update the team',
            );
          const updatedBy = actor.caller.userId;
          await this.store.update(manager, teamId, { models: next, updatedAt: now, updatedBy });
          return ok(null);
        },
      },
      actor,
      now,
    );
  }
}

/** An empty list allows everything; a first name must not narrow that. */
function added(models: readonly string[], more: readonly string[]): string[] {
  const so = models.length === 0 ? ['all-proxy-models'] : models;
  return [...new Set([...so, ...more])];
}

function removed(models: readonly string[], less: readonly string[]): string[] {
  return models.filter((model) => !less.includes(model));
}

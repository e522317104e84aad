import { Injectable } from '@nestjs/common';
import { type Caller, CallerKeys, seesEverything } from '@tollgate/auth';
import {
  type Failure,
  type KeyContext,
  type ModelGroup,
  type ModelInfo,
  ok,
  refuse,
  type Result,
} from '@tollgate/core';
import { type Deployment } from '@tollgate/routing';
import { TeamStore } from '@tollgate/teams';
import { UserStore } from '@tollgate/users';
import { RoutingTableStore } from '../routing-table-store.js';
import { idleModelInfoOf, modelGroupOf, modelInfoOf } from './model-view.js';
import { type ModelSight, type VisibleGroup, visibleGroups } from './visible-groups.js';

/** The models a caller may use, in the order of the configuration. */
@Injectable()
export class ListModels {
  constructor(
    private readonly tables: RoutingTableStore,
    private readonly keys: CallerKeys,
    private readonly users: UserStore,
    private readonly teams: TeamStore,
  ) {}

  /** @param id a deployment's; null for all. One that does not exist and one the caller may not use look alike. */
  async deployments(caller: Caller, id: string | null): Promise<Result<readonly ModelInfo[]>> {
    const groups = await this.#visible(caller);
    if (!groups.ok) return groups;
    const whole = seesEverything(caller);
    const served = groups.value.flatMap(({ deployments }) => deployments);
    const all = [
      ...served.map((deployment) => modelInfoOf(deployment, whole)),
      ...(whole ? this.tables.idle.map(idleModelInfoOf) : []),
    ];
    const wanted = id === null ? all : all.filter(({ model_info }) => model_info.id === id);
    if (id !== null && wanted.length === 0) return refuse(noSuch('model', 'litellm_model_id'));
    return ok(wanted);
  }

  /** The deployments that calls of the caller may reach, each once. */
  async served(caller: Caller): Promise<Result<readonly Deployment[]>> {
    const groups = await this.#visible(caller);
    if (!groups.ok) return groups;
    const all = groups.value.flatMap(({ deployments }) => deployments);
    return ok([...new Map(all.map((deployment) => [deployment.id, deployment])).values()]);
  }

  /** @param name a public name; null for all. */
  async groups(caller: Caller, name: string | null): Promise<Result<readonly ModelGroup[]>> {
    const groups = await this.#visible(caller);
    if (!groups.ok) return groups;
    const wanted = name === null ? groups.value : groups.value.filter((group) => group.name === name);
    if (name !== null && wanted.length === 0) return refuse(noSuch('model group', 'model_group'));
    return ok(wanted.map(modelGroupOf));
  }

  async #visible(caller: Caller): Promise<Result<readonly VisibleGroup[]>> {
    const sight = await this.#sightOf(caller);
    return sight.ok ? ok(visibleGroups(this.tables.current, sight.value)) : sight;
  }

  /** By the list of models of the key, or of the person who is signed in; null: nothing restricts it. */
  async #sightOf(caller: Caller): Promise<Result<ModelSight | null>> {
    if (caller.via === 'master' || seesEverything(caller)) return ok(null);
    if (caller.via !== 'session') return this.#sightOfKey(caller.keyHash);
    if (caller.userId === null) return ok({ allowed: [], teamIds: [] });
    const user = await this.users.findById(caller.userId);
    const memberships = await this.teams.membershipsOf([caller.userId]);
    return ok({ allowed: user?.models ?? [], teamIds: memberships.map(({ teamId }) => teamId) });
  }

  async #sightOfKey(keyHash: string): Promise<Result<ModelSight>> {
    const known = this.keys.find(keyHash);
    if (known !== undefined) return ok(sightOf(known));
    const looked = await this.keys.load(keyHash);
    switch (looked.state) {
      case 'found':
        return ok(sightOf(looked.key));
      case 'unknown':
        return refuse({
          class: 'KeyNotFoundError',
          message: 'This key does not exist any more.',
          param: 'key',
        });
      case 'unavailable':
        return refuse({
          class: 'ServiceUnavailableError',
          message: 'Keys cannot be looked up at the moment. Try again.',
          param: null,
        });
    }
  }
}

function sightOf({ models, teamId }: KeyContext): ModelSight {
  return { allowed: models, teamIds: teamId === null ? [] : [teamId] };
}

function noSuch(what: string, param: string): Failure {
  return { class: 'NotFoundError', message: `There is no such ${what}, or this key may not use it.`, param };
}

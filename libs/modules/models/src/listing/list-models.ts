import { Injectable } from '@nestjs/common';
import { type Caller, CallerKeys, seesEverything } from '@tollgate/auth';
import { type Failure, type ModelGroup, type ModelInfo, ok, refuse, type Result } from '@tollgate/core';
import { UserStore } from '@tollgate/users';
import { RoutingTableStore } from '../routing-table-store.js';
import { modelGroupOf, modelInfoOf } from './model-view.js';
import { type VisibleGroup, visibleGroups } from './visible-groups.js';

/** The models a caller may use, in the order of the configuration. */
@Injectable()
export class ListModels {
  constructor(
    private readonly tables: RoutingTableStore,
    private readonly keys: CallerKeys,
    private readonly users: UserStore,
  ) {}

  /** @param id a deployment's; null for all. One that does not exist and one the caller may not use look alike. */
  async deployments(caller: Caller, id: string | null): Promise<Result<readonly ModelInfo[]>> {
    const groups = await this.#visible(caller);
    if (!groups.ok) return groups;
    const whole = seesEverything(caller);
    const all = groups.value.flatMap(({ deployments }) => deployments);
    const wanted = id === null ? all : all.filter((deployment) => deployment.id === id);
    if (id !== null && wanted.length === 0) return refuse(noSuch('model', 'litellm_model_id'));
    return ok(wanted.map((deployment) => modelInfoOf(deployment, whole)));
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
    const allowed = await this.#modelsOf(caller);
    return allowed.ok ? ok(visibleGroups(this.tables.current, allowed.value)) : allowed;
  }

  /** The list of models that binds a caller: of the key, or of the person who is signed in; null: none does. */
  async #modelsOf(caller: Caller): Promise<Result<readonly string[] | null>> {
    if (caller.via === 'master' || seesEverything(caller)) return ok(null);
    if (caller.via !== 'session') return this.#modelsOfKey(caller.keyHash);
    const user = caller.userId === null ? null : await this.users.findById(caller.userId);
    return ok(user?.models ?? []);
  }

  async #modelsOfKey(keyHash: string): Promise<Result<readonly string[]>> {
    const known = this.keys.find(keyHash);
    if (known !== undefined) return ok(known.models);
    const looked = await this.keys.load(keyHash);
    switch (looked.state) {
      case 'found':
        return ok(looked.key.models);
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

function noSuch(what: string, param: string): Failure {
  return { class: 'NotFoundError', message: `There is no such ${what}, or this key may not use it.`, param };
}

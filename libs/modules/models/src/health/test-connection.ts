import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { applyCredentials, withSecretsHidden } from '@tollgate/config';
import { type ConnectionTest, isJsonObject, ok, refuse, type Result } from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';
import { type Deployment, deploymentLists } from '@tollgate/routing';
import { SettingsInForce } from '@tollgate/settings';
import { CredentialStore } from '../credentials/credential-store.js';
import { entryOf, faultOfModel } from '../domain/check-model.js';
import { changedModel, idIn, newModel } from '../domain/model-fields.js';
import { type Members, type ProxyModel } from '../domain/proxy-model.js';
import { credentialsOf } from '../live/credential-entries.js';
import { ProxyModelStore } from '../store/proxy-model-store.js';
import { buildRoutingTable } from '../table/build-routing-table.js';
import { deploymentId } from '../table/deployment-id.js';
import { type ProbeResult } from './health-check.js';
import { ModelProbe } from './model-probe.js';
import { probePlan } from './probe-plan.js';

/** A model as a form holds it: not stored yet, or laid over the one that `model_info.id` names. */
export interface ConnectionQuestion {
  readonly litellmParams: Members;
  readonly modelInfo: Members | null;
  /** Kind of calls; null: that of `model_info`. */
  readonly mode: string | null;
}

const UNNAMED = 'connection-test';

/** Calls a model once as it would be called if it were stored; nothing is stored. For proxy admins. */
@Injectable()
export class TestConnection {
  constructor(
    private readonly models: ProxyModelStore,
    private readonly credentials: CredentialStore,
    private readonly settings: SettingsInForce,
    private readonly probe: ModelProbe,
  ) {}

  async run(question: ConnectionQuestion, actor: Actor, now: Date): Promise<Result<ConnectionTest>> {
    const model = await this.#candidate(question, actor, now);
    if (!model.ok) return model;
    const deployment = await this.#deployment(model.value);
    if (!deployment.ok) return deployment;
    const plan = probePlan(deployment.value, question.mode);
    if (plan.model === null)
      return badRequest('model_info.health_check_model', 'model_info.health_check_model is required here.');
    const found =
      plan.call === null
        ? await this.probe.list(deployment.value, plan)
        : await this.probe.call(deployment.value, plan);
    if (found === null)
      return badRequest(
        'mode',
        `mode: calls of this kind are not made as a test, for they would cost too much.`,
      );
    return ok(answerOf(model.value.litellmParams, found));
  }

  /** The fields, laid over the stored model or the one of the configuration file where one is named. */
  async #candidate(
    { litellmParams, modelInfo }: ConnectionQuestion,
    actor: Actor,
    at: Date,
  ): Promise<Result<ProxyModel>> {
    const by = { at, userId: actor.caller.userId };
    const fields = { modelName: UNNAMED, litellmParams, modelInfo };
    const id = idIn(modelInfo);
    if (!id.ok) return id;
    const stored = id.value === null ? null : await this.models.find(id.value);
    if (stored) return changedModel(stored, { litellmParams, modelInfo }, by);
    const ofFile = id.value === null ? null : this.#paramsOfFile(id.value);
    if (ofFile === null) return newModel(fields, by);
    const base = newModel({ modelName: UNNAMED, litellmParams: ofFile, modelInfo: {} }, by);
    return base.ok ? changedModel(base.value, fields, by) : base;
  }

  #paramsOfFile(id: string): Members | null {
    const found = (this.settings.current.file.model_list ?? []).find(
      ({ model_name, litellm_params, model_info }) =>
        (model_info?.id ?? deploymentId(model_name, litellm_params)) === id,
    );
    return found ? found.litellm_params : null;
  }

  async #deployment(model: ProxyModel): Promise<Result<Deployment>> {
    const { env, config } = this.settings.current;
    const fault = faultOfModel(model, env);
    if (fault) return refuse(fault);
    const entry = entryOf({ ...model, blocked: false }, env);
    if (!entry.ok) return entry;
    const stored = credentialsOf(await this.credentials.list(), env, []);
    const credential_list = [...(config.credential_list ?? []), ...stored];
    const filled = applyCredentials({ model_list: [entry.value], credential_list }, () => undefined);
    const entries = (filled.model_list ?? []).map((one) => ({ entry: one, facts: {} }));
    const { table, idle } = buildRoutingTable({ credential_list }, env, entries);
    const [deployment] = deploymentLists(table).flat();
    return deployment ? ok(deployment) : badRequest('litellm_params', `litellm_params: ${idle[0]?.reason}.`);
  }
}

function answerOf(params: Members, found: ProbeResult): ConnectionTest {
  const shown = withSecretsHidden('litellm_params', params);
  const result = { ...(isJsonObject(shown) ? shown : {}), response_time_ms: found.responseMs };
  if (found.status === 'healthy') return { status: 'success', result };
  return {
    status: 'error',
    result: {
      ...result,
      error: found.errorMessage ?? 'The model did not answer.',
      ...(found.errorClass === null ? {} : { error_class: found.errorClass }),
    },
  };
}

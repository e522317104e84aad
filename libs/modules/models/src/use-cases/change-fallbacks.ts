import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import {
  type FallbackType,
  type FallbackView,
  isJsonObject,
  KEY_LIMITS,
  ok,
  type Result,
} from '@tollgate/core';
import { badRequest, notFound } from '@tollgate/organizations';
import { resolveModel } from '@tollgate/routing';
import { ChangeSettings, settingInEffect, SettingsInForce } from '@tollgate/settings';
import { RoutingTableStore } from '../routing-table-store.js';

const SETTINGS: Readonly<Record<FallbackType, string>> = {
  general: 'fallbacks',
  context_window: 'context_window_fallbacks',
  content_policy: 'content_policy_fallbacks',
};
const ANY_MODEL = '*';

/** One item of a list of fallbacks, as it is written: `{smart: ['fast']}`. */
type Item = Readonly<Record<string, unknown>>;

/** Fallbacks of one model at a time; those of other models stay, whoever changes them meanwhile. */
@Injectable()
export class ChangeFallbacks {
  constructor(
    private readonly changes: ChangeSettings,
    private readonly settings: SettingsInForce,
    private readonly tables: RoutingTableStore,
  ) {}

  find(model: string, type: FallbackType): Result<FallbackView> {
    const { value } = settingInEffect(this.settings.current, 'router_settings', SETTINGS[type]);
    const item = itemsOf(value).find((one) => model in one);
    if (!item) return notFound(`A fallback of type ${type} for this model`, 'model');
    return ok({ model, fallback_models: namesOf(item[model]), fallback_type: type });
  }

  async set(
    { model, fallback_models: names, fallback_type: type }: FallbackView,
    actor: Actor,
    now: Date,
  ): Promise<Result<null>> {
    const table = this.tables.current;
    if (model !== ANY_MODEL && resolveModel(table, model) === null) return notFound('Model', 'model');
    const lost = names.find((name) => resolveModel(table, name) === null);
    if (names.length === 0 || lost !== undefined)
      return badRequest(
        'fallback_models',
        lost === undefined
          ? 'fallback_models is empty; to take fallbacks away, delete them.'
          : `fallback_models: no model is called ${JSON.stringify(lost.slice(0, KEY_LIMITS.modelNameMax))}.`,
      );
    if (names.includes(model))
      return badRequest('fallback_models', 'fallback_models holds the model itself.');
    return this.edit(type, (items) => ok([...without(items, model), { [model]: names }]), actor, now);
  }

  delete(model: string, type: FallbackType, actor: Actor, now: Date): Promise<Result<null>> {
    return this.edit(
      type,
      (items) =>
        items.some((item) => model in item)
          ? ok(without(items, model))
          : notFound(`A fallback of type ${type} for this model`, 'model'),
      actor,
      now,
    );
  }

  private edit(
    type: FallbackType,
    change: (items: readonly Item[]) => Result<readonly Item[]>,
    actor: Actor,
    now: Date,
  ): Promise<Result<null>> {
    const name = SETTINGS[type];
    return this.changes.edit(
      (stored) => {
        const { value, fileValue, sourceName } = settingInEffect(
          this.settings.current,
          'router_settings',
          name,
        );
        const unstored = sourceName === null ? fileValue : value;
        const changed = change(itemsOf(stored.get(`router_settings.${name}`) ?? unstored));
        return changed.ok ? ok([{ section: 'router_settings', name, value: changed.value }]) : changed;
      },
      actor,
      now,
    );
  }
}

function itemsOf(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function without(items: readonly Item[], model: string): readonly Item[] {
  return items.filter((item) => !(model in item));
}

function namesOf(value: unknown): string[] {
  const names: unknown[] = Array.isArray(value) ? value : [value];
  return names.filter((name) => typeof name === 'string');
}

import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type ConfigUpdateRequest, ok, refuse, type Result } from '@tollgate/core';
import { HIDDEN } from '@tollgate/config';
import { STORED_SECTIONS, type SettingChange, type StoredSection } from '../domain/stored-setting.js';
import { ChangeSettings } from './change-settings.js';

/** A request names integrations to add, not all there are. */
const UNITED = 'litellm_settings.success_callback';

/** Changes of several sections at once, as a configuration file would write them. */
@Injectable()
export class UpdateConfig {
  constructor(private readonly changes: ChangeSettings) {}

  /** @returns what was changed; a value that comes back masked is left as it is. */
  async run(
    request: ConfigUpdateRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<readonly SettingChange[]>> {
    const asked = STORED_SECTIONS.flatMap((section) =>
      Object.entries(request[section] ?? {})
        .filter(([, value]) => value !== HIDDEN)
        .map(([name, value]): SettingChange => ({ section, name, value })),
    );
    const done = await this.changes.edit(
      (stored) => ok(asked.map((change) => united(change, stored))),
      actor,
      now,
    );
    return done.ok ? ok(asked) : done;
  }

  /** 400 when nothing is stored under the name. */
  takeAway(section: StoredSection, name: string, actor: Actor, now: Date): Promise<Result<null>> {
    return this.changes.edit(
      (stored) =>
        stored.has(`${section}.${name}`)
          ? ok([{ section, name, value: null }])
          : refuse({
              class: 'BadRequestError',
              type: 'bad_request_error',
              message: `field_name: ${section}.${name} is not stored in the database.`,
              param: 'field_name',
            }),
      actor,
      now,
    );
  }
}

function united(change: SettingChange, stored: ReadonlyMap<string, unknown>): SettingChange {
  const place = `${change.section}.${change.name}`;
  const before = namesOf(stored.get(place));
  if (place !== UNITED || !Array.isArray(change.value) || before.length === 0) return change;
  return { ...change, value: [...new Set([...before, ...namesOf(change.value)])] };
}

function namesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

import { type GatewayConfig } from '@tollgate/config';
import { type BudgetCalendar } from '@tollgate/core';
import { KEY_DIRECTORY_DEFAULTS, KeyDirectory, OwnedKeyReader, type OwnerRules } from '@tollgate/keys';
import { type DataSource } from 'typeorm';

/** What the configuration says of owners of keys. */
export function ownerRulesOf({ general_settings }: GatewayConfig): OwnerRules {
  return { userBudgetOnTeamKeys: general_settings?.apply_user_budget_to_team_keys ?? false };
}

/** The directory of keys in this process's memory, filled from Postgres. */
export function openKeyDirectory(
  dataSource: DataSource,
  masterKey: string,
  config: GatewayConfig,
  calendar: BudgetCalendar,
  warn: (message: string) => void,
): KeyDirectory {
  const reader = new OwnedKeyReader(dataSource, calendar);
  const seconds = config.general_settings?.user_api_key_cache_ttl;
  return new KeyDirectory((hashes) => reader.read(hashes), {
    ...KEY_DIRECTORY_DEFAULTS,
    masterKey,
    ttlMs: seconds === undefined ? KEY_DIRECTORY_DEFAULTS.ttlMs : seconds * 1_000,
    now: Date.now,
    onUnavailable: () => warn('keys cannot be read from the database; known ones are served from memory'),
  });
}

import { type Provider } from '@nestjs/common';
import { AuthSettings, CallerKeys } from '@tollgate/auth';
import { AccessGroupKeys } from '@tollgate/access-groups';
import { AttributionChanges } from '@tollgate/attributions';
import { BudgetKeys } from '@tollgate/budgets';
import { type GatewayConfig, type Options } from '@tollgate/config';
import { BUDGET_CALENDAR } from '@tollgate/core';
import { KeyChangePublisher, type KeyDirectory, KeySettings, storedHashOf } from '@tollgate/keys';
import { TenantChangePublisher } from '@tollgate/organizations';
import { DeliveryNetworkPort, ExportNudge } from '@tollgate/spend';
import { TeamSettings } from '@tollgate/teams';
import { UserSettings } from '@tollgate/users';
import { USER_ROLES } from '@tollgate/core';
import { SecretCipher } from '@tollgate/encryption';
import { type LiveConfigurationReader, ModelProbe, RoutingTableStore } from '@tollgate/models';
import { ConfigurationChanges, type Settings, SettingsInForce } from '@tollgate/settings';
import { DataSource } from 'typeorm';
import { budgetCalendarOf } from '../boot/budget-calendar.js';
import { VERSION } from '../boot/paths.js';
import { keySettingsOf } from './key-settings.js';
import { MetricsText } from '../health/metrics.controller.js';
import { Readiness } from '../health/readiness.js';

/** What is configured at run time, and how it is changed. */
export interface LiveParts {
  readonly cipher: SecretCipher;
  readonly reader: LiveConfigurationReader;
  readonly changes: ConfigurationChanges;
}

/** Parts of a serving process that the modules of the management API ask for. */
export interface SharedParts {
  readonly configuration: { readonly config: GatewayConfig };
  readonly options: Options;
  readonly database: { readonly dataSource: DataSource };
  readonly keys: KeyDirectory;
  readonly changes: KeyChangePublisher;
  readonly attributionChanges: AttributionChanges;
  readonly readiness: Readiness;
  readonly meter: Pick<MetricsText, 'contentType' | 'text'>;
  readonly exports: ExportNudge;
  readonly network: DeliveryNetworkPort;
  readonly probe: ModelProbe;
  readonly live: LiveParts;
}

export function globalProviders(parts: SharedParts): Provider[] {
  const { config } = parts.configuration;
  const settings: AuthSettings = {
    keyHeader: config.general_settings?.litellm_key_header_name?.toLowerCase() ?? null,
    rootPath: parts.options.rootPath,
    // Where the public address is https, TLS ends in front of us and the socket does not show it.
    secureCookies: process.env['PROXY_BASE_URL']?.startsWith('https://') ?? false,
    version: VERSION,
  };
  const { meter } = parts;
  const metrics: MetricsText = {
    contentType: meter.contentType,
    needsKey: config.litellm_settings?.require_auth_for_metrics_endpoint !== false,
    text: () => meter.text(),
  };
  return [
    { provide: DataSource, useValue: parts.database.dataSource },
    { provide: CallerKeys, useValue: parts.keys },
    { provide: KeyChangePublisher, useValue: parts.changes },
    { provide: TenantChangePublisher, useValue: parts.changes },
    { provide: TeamSettings, useValue: inForce(parts.live, (now) => teamSettingsOf(now.config)) },
    { provide: KeySettings, useValue: inForce(parts.live, (now) => keySettingsOf(now.config, now.env)) },
    { provide: UserSettings, useValue: inForce(parts.live, (now) => userSettingsOf(now.config)) },
    { provide: AuthSettings, useValue: settings },
    { provide: AttributionChanges, useValue: parts.attributionChanges },
    { provide: BudgetKeys, useValue: budgetBorrowers(parts) },
    { provide: AccessGroupKeys, useValue: groupKeysOf(parts.changes) },
    { provide: BUDGET_CALENDAR, useValue: budgetCalendarOf(config) },
    { provide: Readiness, useValue: parts.readiness },
    { provide: MetricsText, useValue: metrics },
    { provide: ExportNudge, useValue: parts.exports },
    { provide: DeliveryNetworkPort, useValue: parts.network },
    { provide: ModelProbe, useValue: parts.probe },
    ...liveProviders(parts.live),
  ];
}

/** What is configured at run time, for the modules that read and change it. */
export function liveProviders({ cipher, reader, changes }: LiveParts): Provider[] {
  return [
    { provide: SecretCipher, useValue: cipher },
    { provide: SettingsInForce, useValue: reader.settings },
    { provide: RoutingTableStore, useValue: reader.tables },
    { provide: ConfigurationChanges, useValue: changes },
  ];
}

/** An object whose members are always those of the settings in force. */
function inForce<T extends object>({ reader }: LiveParts, read: (settings: Settings) => T): T {
  let seen = reader.settings.current;
  let made = read(seen);
  const latest = (): T => {
    if (reader.settings.current !== seen) made = read((seen = reader.settings.current));
    return made;
  };
  return new Proxy(made, { get: (_, member): unknown => Reflect.get(latest(), member) });
}

/** Who borrows from a budget is told of its change: keys one by one, customers and tags all at once. */
export function budgetBorrowers({
  changes,
  attributionChanges,
}: Pick<SharedParts, 'attributionChanges'> & {
  readonly changes: Pick<KeyChangePublisher, 'changed'>;
}): BudgetKeys {
  return {
    changed: (tokens) => {
      changes.changed(tokens);
      attributionChanges.budgetChanged();
    },
  };
}

export function groupKeysOf(changes: Pick<KeyChangePublisher, 'changed'>): AccessGroupKeys {
  return { hashOf: storedHashOf, changed: (hashes) => changes.changed(hashes) };
}

function teamSettingsOf(config: GatewayConfig): TeamSettings {
  const teams: unknown = config.litellm_settings?.default_internal_user_params?.['available_teams'];
  return {
    availableTeams: Array.isArray(teams) ? teams.filter((id) => typeof id === 'string') : null,
  };
}

/** Values of the wrong kind are left out; the configuration's check names them. */
function userSettingsOf(config: GatewayConfig): UserSettings {
  const given = config.litellm_settings?.default_internal_user_params ?? {};
  const { user_role: role, max_budget: budget, budget_duration: duration, models } = given;
  const user_role = USER_ROLES.find((known) => known === role);
  return {
    defaults: {
      ...(user_role ? { user_role } : {}),
      ...(typeof budget === 'number' && budget >= 0 ? { max_budget: budget } : {}),
      ...(typeof duration === 'string' ? { budget_duration: duration } : {}),
      ...(Array.isArray(models) ? { models: models.filter((name) => typeof name === 'string') } : {}),
    },
  };
}

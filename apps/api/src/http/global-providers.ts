import { type Provider } from '@nestjs/common';
import { AuthSettings, CallerKeys } from '@tollgate/auth';
import { type GatewayConfig, type Options } from '@tollgate/config';
import { KeyChangePublisher, type KeyDirectory } from '@tollgate/keys';
import { DataSource } from 'typeorm';
import { VERSION } from '../boot/paths.js';
import { MetricsText } from '../health/metrics.controller.js';
import { Readiness } from '../health/readiness.js';

/** Parts of a serving process that the modules of the management API ask for. */
export interface SharedParts {
  readonly configuration: { readonly config: GatewayConfig };
  readonly options: Options;
  readonly database: { readonly dataSource: DataSource };
  readonly keys: KeyDirectory;
  readonly changes: KeyChangePublisher;
  readonly readiness: Readiness;
  readonly metrics: MetricsText;
}

export function globalProviders(parts: SharedParts): Provider[] {
  const settings: AuthSettings = {
    keyHeader: parts.configuration.config.general_settings?.litellm_key_header_name?.toLowerCase() ?? null,
    rootPath: parts.options.rootPath,
    secureCookies: false,
    version: VERSION,
  };
  return [
    { provide: DataSource, useValue: parts.database.dataSource },
    { provide: CallerKeys, useValue: parts.keys },
    { provide: KeyChangePublisher, useValue: parts.changes },
    { provide: AuthSettings, useValue: settings },
    { provide: Readiness, useValue: parts.readiness },
    { provide: MetricsText, useValue: parts.metrics },
  ];
}

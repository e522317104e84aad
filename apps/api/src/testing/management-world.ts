import { mkdtemp, rm } from 'node:fs/promises';
import { type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditedRoute, AuthSettings, CallerKeys, RouteAudit } from '@tollgate/auth';
import { AccessGroupKeys } from '@tollgate/access-groups';
import { AttributionChanges, AttributionDirectory, StoredAttributions } from '@tollgate/attributions';
import { BudgetKeys } from '@tollgate/budgets';
import { type GatewayConfig } from '@tollgate/config';
import { createDataSource, migrate } from '@tollgate/database';
import { SecretCipher } from '@tollgate/encryption';
import { LiveConfigurationReader, ModelProbe } from '@tollgate/models';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@tollgate/embedded';
import { KEY_DIRECTORY_DEFAULTS, KeyChangePublisher, KeyDirectory, OwnedKeyReader } from '@tollgate/keys';
import { type Abstract, type Type } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { TenantChangePublisher } from '@tollgate/organizations';
import { DeliveryNetworkPort, ExportNudge } from '@tollgate/spend';
import { outboundNetwork } from '@tollgate/gateway/network';
import { TeamSettings } from '@tollgate/teams';
import { UserSettings } from '@tollgate/users';
import { settingsSource } from '../lane/gateway-settings.js';
import { UpstreamProbe } from '../lane/upstream-probe.js';
import { ENTITIES } from '../boot/entities.js';
import { MetricsText } from '../health/metrics.controller.js';
import { Readiness } from '../health/readiness.js';
import { ApiModule } from '../http/api.module.js';
import { createApp } from '../http/create-app.js';
import { budgetBorrowers, groupKeysOf, liveProviders } from '../http/global-providers.js';
import { SharedServerAdapter } from '../http/shared-server-adapter.js';

const SALT = new SecretCipher('salt-key-of-the-spec');
const FILE: GatewayConfig = {
  model_list: [
    {
      model_name: 'of-the-file',
      litellm_params: { model: 'openai/gpt-file', api_key: 'sk-of-the-file' },
      model_info: { id: 'file-1' },
    },
  ],
};

export const MASTER_KEY = 'sk-master-key-of-the-spec';

/** The management API on a real Postgres, without the data plane. */
export class ManagementWorld {
  private constructor(
    readonly dataSource: DataSource,
    private readonly postgres: EmbeddedPostgres,
    private readonly directory: string,
    /** The rules of customers and tags, as the data plane would find them. */
    readonly attributions: AttributionDirectory,
    private readonly app: NestExpressApplication,
    readonly server: Server,
  ) {}

  static async open(modules: Type[] = []): Promise<ManagementWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'tollgate-api-'));
    const postgres = await startEmbeddedPostgres({ dataDir: directory, settings: { fsync: 'off' } });
    const dataSource = createDataSource({
      url: postgres.url,
      entities: ENTITIES,
      poolSize: 10,
      applicationName: 'spec',
    });
    await dataSource.initialize();
    await migrate(dataSource);
    const adapter = new SharedServerAdapter('/llm');
    const attributions = new AttributionDirectory(new StoredAttributions(dataSource));
    await attributions.load();
    const app = await createApp({
      module: ApiModule.with(providersOf(dataSource, attributions), modules),
      adapter,
      logger: false,
      version: '0.0.0',
      rootPath: '',
      corsOrigins: ['*'],
      trustProxy: false,
      dashboardDirectory: join(directory, 'no-dashboard'),
    });
    return new ManagementWorld(dataSource, postgres, directory, attributions, app, adapter.server);
  }

  routes(): AuditedRoute[] {
    return this.app.get(RouteAudit, { strict: false }).routes();
  }

  /** A part that modules were given, as they see it. */
  part<Part>(token: Abstract<Part>): Part {
    return this.app.get(token, { strict: false });
  }

  stopPostgres(): Promise<void> {
    return this.postgres.stop();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.dataSource.destroy().catch(() => undefined);
    await this.postgres.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function providersOf(dataSource: DataSource, attributions: AttributionDirectory) {
  const owned = new OwnedKeyReader(dataSource);
  const directory = new KeyDirectory((hashes) => owned.read(hashes), {
    ...KEY_DIRECTORY_DEFAULTS,
    masterKey: MASTER_KEY,
    now: Date.now,
    onUnavailable: () => undefined,
  });
  const changes: KeyChangePublisher = {
    changed: (tokens) => directory.drop(tokens),
    ownersChanged: (kind, ids) => directory.dropOwned(kind, ids),
  };
  const reader = new LiveConfigurationReader({
    dataSource,
    cipher: SALT,
    file: FILE,
    env: { SPEC_UPSTREAM_KEY: 'sk-from-the-environment' },
    onNote: () => undefined,
  });
  const probe = new UpstreamProbe({
    settings: settingsSource(
      () => reader.settings.current.config,
      { rootPath: '', corsOrigins: [] },
      '0.0.0',
      () => reader.tables.current,
    ),
    record: () => undefined,
    warn: () => undefined,
  });
  const live = { cipher: SALT, reader, changes: { changed: () => reader.reload() } };
  const attributionChanges: AttributionChanges = {
    changed: (kind, ids) => attributions.reread(ids.map((id) => ({ kind, id }))),
    budgetChanged: () => void attributions.load(),
  };
  return [
    { provide: DataSource, useValue: dataSource },
    { provide: AttributionChanges, useValue: attributionChanges },
    { provide: AccessGroupKeys, useValue: groupKeysOf(changes) },
    { provide: BudgetKeys, useValue: budgetBorrowers({ changes, attributionChanges }) },
    { provide: CallerKeys, useValue: directory },
    { provide: KeyChangePublisher, useValue: changes },
    { provide: TenantChangePublisher, useValue: changes },
    { provide: TeamSettings, useValue: { availableTeams: ['open-team'] } },
    { provide: UserSettings, useValue: { defaults: {} } },
    {
      provide: AuthSettings,
      useValue: { keyHeader: null, rootPath: '', secureCookies: false, version: '0.0.0' },
    },
    { provide: ExportNudge, useValue: { nudge: () => undefined } },
    { provide: DeliveryNetworkPort, useValue: outboundNetwork() },
    { provide: ModelProbe, useValue: probe },
    ...liveProviders(live),
    { provide: Readiness, useValue: new Readiness({ ready: true, dataSource }) },
    {
      provide: MetricsText,
      useValue: { contentType: 'text/plain', needsKey: true, text: () => Promise.resolve('up 1\n') },
    },
  ];
}

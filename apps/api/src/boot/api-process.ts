import { join } from 'node:path';
import { ConsoleLogger, type Provider } from '@nestjs/common';
import { AuthSettings, CallerKeys } from '@tollgate/auth';
import { type Options } from '@tollgate/config';
import { createGateway, type Gateway, InProcessLimits } from '@tollgate/gateway';
import { KeyChangeBroadcast, KeyChangePublisher, type KeyDirectory } from '@tollgate/keys';
import { buildRoutingTable, ModelsHttpModule, RoutingTableStore } from '@tollgate/models';
import { openLedger, SpendHttpModule } from '@tollgate/spend';
import { DataSource } from 'typeorm';
import { MetricsText } from '../health/metrics.controller.js';
import { Readiness } from '../health/readiness.js';
import { ApiModule } from '../http/api.module.js';
import { createApp } from '../http/create-app.js';
import { SharedServerAdapter } from '../http/shared-server-adapter.js';
import { settingsSource } from '../lane/gateway-settings.js';
import { openKeyDirectory } from '../lane/key-directory.js';
import { type Configuration } from './configuration.js';
import { DatabaseLink } from './database-link.js';
import { DRAIN_LIMIT_MS, drainServer } from './drain-server.js';
import { type Host } from './host.js';
import { listen } from './listen.js';
import { openMessages } from './messages.js';
import { DASHBOARD_DIRECTORY, VERSION } from './paths.js';
import { type Teardown } from './teardown.js';

export interface ApiProcessOptions {
  readonly options: Options;
  readonly configuration: Configuration;
  readonly host: Host;
  readonly teardown: Teardown;
  readonly onFatal: (failure: Error) => void;
}

/** Serves both planes in this process. Resolves to the port once it listens. */
export async function serve(process: ApiProcessOptions): Promise<number> {
  const { options, configuration, host, teardown, onFatal } = process;
  const logger = new ConsoleLogger({ logLevels: ['warn', 'error', 'fatal'] });
  const { config, services } = configuration;
  const database = new DatabaseLink({
    url: host.databaseUrl,
    poolSize: services.databaseConnections,
    exclusive: services.redis === null,
    log: logger,
    onLeaseLost: () => onFatal(new Error('Another Tollgate took over serving from this database.')),
  });
  teardown.add('the database', () => database.close());
  await database.open(() => undefined, onFatal);
  const keys = openKeyDirectory(database.dataSource, host.masterKey.text, config, (m) => logger.warn(m));
  const messages = openMessages(host.databaseUrl, services.redis, (m) => logger.warn(m));
  teardown.add('messages between processes', () => messages.close());
  const changes = new KeyChangeBroadcast(keys, messages.broadcast, () =>
    logger.warn('a key change could not be told to other processes yet'),
  );
  teardown.add('key changes', () => changes.close());
  const { ledger, close } = await openLedger({
    dataSource: database.dataSource,
    journalDirectory: join(host.dataDirectory, 'journal'),
    sendNudge: () => Promise.resolve(),
  });
  teardown.add('spend', () => close(), 15_000);
  const tables = new RoutingTableStore();
  const built = buildRoutingTable(config, globalThis.process.env);
  for (const note of built.notes) console.error(`note: ${note}`);
  tables.swap(built.table);
  const gateway = createGateway({
    keys,
    ledger,
    limits: new InProcessLimits(),
    metrics: { requestStarted() {}, requestFinished() {}, requestRefused() {} },
    log: {
      call() {},
      warn: (m, d) => logger.warn(m, d),
      error: (m, e) => logger.error(m, e instanceof Error ? e.stack : String(e)),
    },
    settings: settingsSource(config, options, VERSION, () => tables.current),
  });
  const readiness = new Readiness(database);
  const adapter = new SharedServerAdapter(
    (request, response) => gateway.claim(request, response),
    options.rootPath,
  );
  const app = await createApp({
    module: ApiModule.with(
      providersOf({ database: database.dataSource, keys, changes, readiness, config, options, tables }),
      [SpendHttpModule, ModelsHttpModule],
    ),
    adapter,
    logger,
    version: VERSION,
    rootPath: options.rootPath,
    corsOrigins: options.corsOrigins,
    trustProxy: config.general_settings?.use_x_forwarded_for ?? false,
    dashboardDirectory: DASHBOARD_DIRECTORY,
  });
  app.get(RoutingTableStore, { strict: false }).swap(built.table);
  teardown.add('the server', () => drainServer(adapter.server, gateway, readiness), DRAIN_LIMIT_MS + 5_000);
  return listen(adapter.server, options.port, options.host);
}

interface Parts {
  readonly database: DataSource;
  readonly keys: KeyDirectory;
  readonly changes: KeyChangeBroadcast;
  readonly readiness: Readiness;
  readonly config: Configuration['config'];
  readonly options: Options;
  readonly tables: RoutingTableStore;
}

function providersOf(parts: Parts): Provider[] {
  const settings: AuthSettings = {
    keyHeader: parts.config.general_settings?.litellm_key_header_name?.toLowerCase() ?? null,
    rootPath: parts.options.rootPath,
    secureCookies: false,
    version: VERSION,
  };
  return [
    { provide: DataSource, useValue: parts.database },
    { provide: CallerKeys, useValue: parts.keys },
    { provide: KeyChangePublisher, useValue: parts.changes },
    { provide: AuthSettings, useValue: settings },
    { provide: Readiness, useValue: parts.readiness },
    {
      provide: MetricsText,
      useValue: { contentType: 'text/plain', needsKey: true, text: () => Promise.resolve('') },
    },
  ];
}

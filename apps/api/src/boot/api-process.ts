import { join } from 'node:path';
import { type Provider } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Broadcast } from '@tollgate/cache';
import { type GatewayConfig, type Options } from '@tollgate/config';
import { createGateway, type GatewayPorts, type GatewaySettings } from '@tollgate/gateway';
import { KeyChangeBroadcast, type KeyDirectory } from '@tollgate/keys';
import { type LiveConfigurationReader, ownTable } from '@tollgate/models';
import { type DeploymentStats } from '@tollgate/routing';
import { openLedger, type SpendLedger } from '@tollgate/spend';
import { Readiness } from '../health/readiness.js';
import { ApiModule } from '../http/api.module.js';
import { createApp } from '../http/create-app.js';
import { globalProviders } from '../http/global-providers.js';
import { PRODUCT_MODULES } from '../http/product-modules.js';
import { SharedServerAdapter } from '../http/shared-server-adapter.js';
import { AlertWatch } from '../lane/alert-watch.js';
import { atMostEvery } from '../lane/at-most-every.js';
import { settingsSource } from '../lane/gateway-settings.js';
import { openKeyDirectory, ownerRulesOf } from '../lane/key-directory.js';
import { openProbe, startHealthChecks } from '../lane/health-checks.js';
import { openConfiguration, type OpenConfiguration } from '../lane/live-configuration.js';
import { budgetCalendarOf } from './budget-calendar.js';
import { openDeploymentBudgets } from '../lane/deployment-budgets.js';
import { openLimits } from '../lane/limits.js';
import { type ExportQueue, openExportQueue } from '../lane/export-queue.js';
import { openRollupQueue } from '../lane/rollup-queue.js';
import { openAttributions, type OpenAttributions } from '../lane/attributions.js';
import { openMessages } from '../lane/messages.js';
import { openSharedHealth } from '../lane/shared-health.js';
import { type Configuration } from './configuration.js';
import { DatabaseLink } from './database-link.js';
import { deliveryNetworkOf } from './delivery-network.js';
import { DRAIN_LIMIT_MS, drainServer } from './drain-server.js';
import { type Host } from './host.js';
import { listen } from './listen.js';
import { type Observer } from './observe.js';
import { DASHBOARD_DIRECTORY, VERSION } from './paths.js';
import { type Teardown } from './teardown.js';

const QUEUE_WARN_MS = 60_000;

/** What a process that serves depends on. */
export interface ApiProcess {
  readonly options: Options;
  readonly configuration: Configuration;
  readonly host: Host;
  readonly teardown: Teardown;
  readonly observer: Observer;
  /** Told when the process cannot go on serving. */
  readonly onFatal: (failure: Error) => void;
}

/** Serves both planes in this process. Resolves to the port once it listens; what has to be ended is in the teardown. */
export async function serve(api: ApiProcess): Promise<number> {
  const { options, configuration, host, teardown, observer } = api;
  const database = await openDatabase(api);
  const masterKey = host.masterKey.text;
  const { config } = configuration;
  const calendar = budgetCalendarOf(config);
  const keys = openKeyDirectory(database.dataSource, masterKey, config, calendar, observer.warn);
  const broadcast = openBroadcast(api);
  const changes = openKeyChanges(api, keys, broadcast);
  const attributions = await openRules(api, database, broadcast);
  const live = await openLive(api, database, broadcast, (config) => keys.follow(ownerRulesOf(config)));
  const ledger = await openSpend(api, database);
  const budgets = await openDeploymentBudgets(database.dataSource, live.reader.tables, observer.warn);
  teardown.add('budgets of deployments', () => budgets.close());
  if (configuration.services.redis !== null) shareHealth(api, live.reader.tables.stats, broadcast);
  const readiness = new Readiness(database);
  const adapter = new SharedServerAdapter(options.rootPath);
  const exports = openExports(api);
  const settings = liveSettings(api, live.reader);
  const probe = openProbe({ settings, ledger, payer: keys.master, warn: observer.warn });
  teardown.add('probes of models', () => probe.close());
  const parts = {
    configuration,
    options,
    database,
    keys,
    changes,
    attributionChanges: attributions.changes,
    live,
    readiness,
    meter: observer.meter,
    exports,
    network: deliveryNetworkOf(process.env),
    probe,
  };
  const app = await openApp(api, adapter, globalProviders(parts));
  teardown.add('health checks', startHealthChecks(app), 15_000);
  watchForAlerts(api, database, live);
  const limits = openLimits(configuration.services.redis, observer.warn);
  teardown.add('the limits', () => limits.close());
  const gateway = openGateway(api, live.reader, {
    settings,
    keys,
    ledger,
    limits: limits.limits,
    attributions: attributions.directory,
  });
  observer.meter.watch({
    inFlight: () => gateway.inFlight,
    journal: () => ledger.figures().journal,
    limitsCountedAlone: limits.countedAlone,
  });
  adapter.offerTo((request, response) => gateway.claim(request, response));
  teardown.add('the server', () => drainServer(adapter.server, gateway, readiness), DRAIN_LIMIT_MS + 5_000);
  return listen(adapter.server, options.port, options.host);
}

function openApp(
  { options, configuration, observer }: ApiProcess,
  adapter: SharedServerAdapter,
  providers: Provider[],
): Promise<NestExpressApplication> {
  return createApp({
    module: ApiModule.with(providers, PRODUCT_MODULES),
    adapter,
    logger: observer.logger,
    version: VERSION,
    rootPath: options.rootPath,
    corsOrigins: options.corsOrigins,
    trustProxy: configuration.config.general_settings?.use_x_forwarded_for ?? false,
    dashboardDirectory: DASHBOARD_DIRECTORY,
  });
}

async function openDatabase({
  configuration,
  host,
  teardown,
  observer,
  onFatal,
}: ApiProcess): Promise<DatabaseLink> {
  const { services } = configuration;
  const database = new DatabaseLink({
    url: host.databaseUrl,
    poolSize: services.databaseConnections,
    exclusive: services.redis === null,
    log: observer.logger,
    onLeaseLost: () => onFatal(new Error('Another Tollgate serves from this database now; this one stops.')),
  });
  teardown.add('the database', () => database.close());
  await database.open(onFatal);
  return database;
}

function openBroadcast(api: ApiProcess): Broadcast {
  const { warn } = api.observer;
  const messages = openMessages(api.host.databaseUrl, api.configuration.services.redis, warn);
  api.teardown.add('messages between processes', () => messages.close());
  return messages.broadcast;
}

/** Without Redis no other process serves. */
function shareHealth({ observer, teardown }: ApiProcess, stats: DeploymentStats, broadcast: Broadcast): void {
  const health = openSharedHealth(stats, broadcast, observer.warn);
  teardown.add('what processes tell of deployments', async () => health.close());
}

function openKeyChanges(api: ApiProcess, keys: KeyDirectory, broadcast: Broadcast): KeyChangeBroadcast {
  const changes = new KeyChangeBroadcast(keys, broadcast, () =>
    api.observer.warn('other processes could not be told of a key change yet; trying again'),
  );
  api.teardown.add('messages of key changes', async () => changes.close());
  return changes;
}

async function openRules(
  { configuration, observer, teardown }: ApiProcess,
  { dataSource }: DatabaseLink,
  broadcast: Broadcast,
): Promise<OpenAttributions> {
  const rules = await openAttributions(dataSource, broadcast, configuration.config, observer.warn);
  teardown.add('rules of customers and tags', async () => rules.changes.close());
  return rules;
}

async function openLive(
  { configuration, host, observer, teardown }: ApiProcess,
  { dataSource }: DatabaseLink,
  broadcast: Broadcast,
  onReloaded: (config: GatewayConfig) => void,
): Promise<OpenConfiguration> {
  const live = await openConfiguration({
    ...{ dataSource, broadcast, config: configuration.config, services: configuration.services },
    ...{ masterKey: host.masterKey.text, env: process.env, onReloaded },
    warn: (message) => {
      observer.logger.warn(message, 'Models');
    },
  });
  teardown.add('messages of changed settings', async () => live.changes.close());
  return live;
}

async function openSpend(api: ApiProcess, database: DatabaseLink): Promise<SpendLedger> {
  const { host, teardown, configuration, observer } = api;
  const onError = atMostEvery(QUEUE_WARN_MS, () =>
    observer.warn('the rollup queue cannot be reached; reports lag behind until it can'),
  );
  const queue = openRollupQueue(host.databaseUrl, configuration.services.redis, onError);
  teardown.add('the rollup queue', () => queue.close());
  const { ledger, close } = await openLedger({
    dataSource: database.dataSource,
    journalDirectory: join(host.dataDirectory, 'journal'),
    sendNudge: queue.nudge,
  });
  teardown.add('the spend ledger', () => close(), 15_000);
  return ledger;
}

/** What only a serving process knows of alerts. */
function watchForAlerts(
  { observer, teardown }: ApiProcess,
  { dataSource }: DatabaseLink,
  { cipher, reader }: OpenConfiguration,
): void {
  const { settings, tables } = reader;
  const watch = new AlertWatch({ dataSource, cipher, settings, tables, warn: observer.warn });
  teardown.add('the watch for alerts', () => watch.close());
}

function openExports({ host, teardown, configuration, observer }: ApiProcess): ExportQueue {
  const onError = atMostEvery(QUEUE_WARN_MS, () =>
    observer.warn('the export queue cannot be reached; exports begin later until it can'),
  );
  const queue = openExportQueue(host.databaseUrl, configuration.services.redis, onError);
  teardown.add('the export queue', () => queue.close());
  return queue;
}

/** What the data plane goes by, at any moment. */
function liveSettings(
  { options }: ApiProcess,
  { settings, tables }: LiveConfigurationReader,
): () => GatewaySettings {
  return settingsSource(
    () => settings.current.config,
    options,
    VERSION,
    () => tables.current,
  );
}

/** The data plane on the routing table that the application's modules share. */
function openGateway(
  api: ApiProcess,
  { tables }: LiveConfigurationReader,
  ports: Pick<GatewayPorts, 'settings' | 'keys' | 'ledger' | 'limits' | 'attributions'>,
) {
  const all: GatewayPorts = {
    ...ports,
    metrics: api.observer.meter,
    log: api.observer.log,
    ownTable: (table, settings) => {
      const { table: own, faults } = ownTable(table, settings);
      for (const fault of faults) api.observer.logger.warn(`router_settings of a key: ${fault}`, 'Models');
      return own;
    },
  };
  return createGateway(all, { stats: tables.stats });
}

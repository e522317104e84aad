import { type LoggerService } from '@nestjs/common';
import { type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Express } from 'express';
import { serveApiDocuments } from './api-documents.js';
import { serveDashboard } from './dashboard-files.js';
import { apiHeaders, requestId } from './security-headers.js';
import { type SharedServerAdapter } from './shared-server-adapter.js';

/** Largest body of a management call. */
const BODY_LIMIT = '1mb';

/** What the HTTP side of the management API depends on. */
export interface AppSurroundings {
  readonly module: DynamicModule;
  readonly adapter: SharedServerAdapter;
  readonly logger: LoggerService | false;
  readonly version: string;
  readonly rootPath: string;
  /** `*`, or origins of browsers that may call. */
  readonly corsOrigins: readonly string[];
  /** `general_settings.use_x_forwarded_for`: believe the proxy in front about client address and https. */
  readonly trustProxy: boolean;
  readonly dashboardDirectory: string;
}

/** Builds the Nest application on the shared server; it does not listen yet. */
export async function createApp(surroundings: AppSurroundings): Promise<NestExpressApplication> {
  const { adapter, module, logger, version, rootPath } = surroundings;
  const app = await NestFactory.create<NestExpressApplication>(module, adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  const express: Express = adapter.getInstance<Express>();
  express.disable('x-powered-by');
  express.disable('etag');
  express.set('trust proxy', surroundings.trustProxy);
  app.use(requestId, apiHeaders);
  app.enableCors({
    origin: surroundings.corsOrigins.includes('*') ? '*' : [...surroundings.corsOrigins],
    exposedHeaders: ['x-request-id', 'x-tollgate-inactive-fields', 'retry-after'],
    maxAge: 600,
  });
  serveDashboard(express, surroundings.dashboardDirectory);
  app.useBodyParser('json', { limit: BODY_LIMIT });
  serveApiDocuments(app, version, rootPath);
  await app.init();
  return app;
}

import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import { type Options } from '@tollgate/config';
import { type GatewayLog, type GatewayMetrics } from '@tollgate/gateway';
import { type MetricsText } from '../health/metrics.controller.js';
import { type Configuration } from './configuration.js';
import { type Teardown } from './teardown.js';

/** Where a process says what it does: to the log, and in numbers. */
export interface Observer {
  readonly logger: LoggerService;
  readonly log: GatewayLog;
  readonly metrics: GatewayMetrics & MetricsText;
  readonly warn: (message: string) => void;
}

export function observe(_options: Options, _configuration: Configuration, _teardown: Teardown): Observer {
  const logger = new ConsoleLogger({ logLevels: ['warn', 'error', 'fatal'] });
  return {
    logger,
    warn: (message) => logger.warn(message),
    log: {
      call() {},
      warn: (m, d) => logger.warn(m, d),
      error: (m, e) => logger.error(m, e instanceof Error ? e.stack : String(e)),
    },
    metrics: {
      requestStarted() {},
      requestFinished() {},
      requestRefused() {},
      contentType: 'text/plain',
      needsKey: true,
      text: () => Promise.resolve(''),
    },
  };
}

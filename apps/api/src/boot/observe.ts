import { type LoggerService } from '@nestjs/common';
import { type Options } from '@tollgate/config';
import { type GatewayLog } from '@tollgate/gateway';
import { CallLog, createLogger, GatewayMeter, NestLog } from '@tollgate/telemetry';
import { type Configuration } from './configuration.js';

/** Where a process says what it does: in words, and in numbers. */
export interface Observer {
  /** For Nest, and everything that logs through it. */
  readonly logger: LoggerService;
  /** The data plane's log. */
  readonly log: GatewayLog;
  readonly meter: GatewayMeter;
  readonly warn: (message: string) => void;
}

/** Makes the log (JSON lines; easier to read on a terminal) and the meter of this process. */
export function observe(options: Options, { config }: Configuration): Observer {
  const logger = createLogger({
    level: options.logLevel,
    json: options.jsonLogs || (config.litellm_settings?.json_logs ?? false),
  });
  return {
    logger: new NestLog(logger),
    log: new CallLog(logger),
    meter: new GatewayMeter(),
    warn: (message) => logger.warn(message),
  };
}

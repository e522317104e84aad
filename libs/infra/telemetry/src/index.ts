export { CallLog } from './logging/call-log.js';
export { createLogger, type LoggerOptions, type LogLevel, readLogLevel } from './logging/logger.js';
export { NestLog } from './logging/nest-log.js';
export { isSecretName, REDACTED, withoutSecrets } from './logging/secret-fields.js';
export { scrub } from './logging/secret-text.js';
export { GatewayMeter, type MeterSources } from './metrics/gateway-meter.js';

import { type Logger } from 'pino';

/** Nest's own messages that only tell that everything is as it should be. */
const CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RouterExplorer',
  'RoutesResolver',
  'NestApplication',
]);

/**
 * The product's log as Nest's LoggerService: `log(message, …, context)`, and `error(message, stack?, context?)`.
 * What Nest tells of its own start goes to `debug`.
 */
export class NestLog {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const { context } = split(rest);
    this.write(context !== undefined && CHATTER.has(context) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  private write(
    level: 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    rest: unknown[],
  ): void {
    const { context, details } = split(rest);
    const fields = { ...(context === undefined ? {} : { context }), ...detailFields(details) };
    if (typeof message === 'string') this.logger[level](fields, message);
    else if (message instanceof Error) this.logger[level]({ ...fields, err: message }, message.message);
    else this.logger[level]({ ...fields, details: message });
  }
}

/** Nest puts the context last. */
function split(rest: readonly unknown[]): { context: string | undefined; details: readonly unknown[] } {
  const last = rest.at(-1);
  return typeof last === 'string'
    ? { context: last, details: rest.slice(0, -1) }
    : { context: undefined, details: rest };
}

function detailFields(details: readonly unknown[]): Record<string, unknown> {
  const known = details.filter((detail) => detail !== undefined);
  if (known.length === 0) return {};
  const [first] = known;
  if (known.length === 1 && typeof first === 'string' && first.includes('\n    at ')) return { stack: first };
  return { details: known };
}

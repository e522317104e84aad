import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { prettyLine } from './pretty-line.js';
import { withoutSecrets } from './secret-fields.js';
import { scrub } from './secret-text.js';
import { standardOutput } from './standard-output.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** JSON lines also on a terminal; elsewhere lines are JSON anyway. */
  readonly json: boolean;
  /** Where lines go; default: standard output, written in the background and flushed at exit. */
  readonly stream?: DestinationStream;
  /** Is the stream a terminal? Default: is standard output one? */
  readonly isTerminal?: boolean;
}

/** A level as operators write it (`LITELLM_LOG=WARNING`); null when it is none. */
export function readLogLevel(text: string): LogLevel | null {
  switch (text.trim().toUpperCase()) {
    case 'DEBUG':
      return 'debug';
    case 'INFO':
      return 'info';
    case 'WARN':
    case 'WARNING':
      return 'warn';
    case 'ERROR':
    case 'CRITICAL':
      return 'error';
    default:
      return null;
  }
}

/** The product's log: pino, with secrets removed by the names of fields and by what they look like in texts. */
export function createLogger(options: LoggerOptions): Logger {
  const isTerminal = options.isTerminal ?? process.stdout.isTTY === true;
  const lines = options.stream ?? standardOutput();
  const stream = isTerminal && !options.json ? prettyStream(lines, isTerminal) : lines;
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => asFields(withoutSecrets(fields)),
      },
      // Errors are serialized with the other fields, above.
      serializers: { err: (error: unknown) => error },
      hooks: { streamWrite: scrub },
    },
    stream,
  );
  streams.set(logger, stream);
  return logger;
}

const streams = new WeakMap<Logger, DestinationStream>();

/** Writes finished JSON lines to where a logger made here writes. */
export function lineWriter(logger: Logger): (line: string) => void {
  const stream = streams.get(logger);
  if (!stream) throw new TypeError('not a logger of createLogger');
  return (line) => void stream.write(line);
}

function prettyStream(stream: DestinationStream, colours: boolean): DestinationStream {
  return { write: (line) => void stream.write(prettyLine(line, colours)) };
}

function asFields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

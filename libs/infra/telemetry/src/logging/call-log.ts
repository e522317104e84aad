import { formatUsd, quoted, type SpendEvent } from '@tollgate/core';
import { type Logger } from 'pino';
import { lineWriter } from './logger.js';
import { scrub } from './secret-text.js';

/** The data plane's log: a line for every call, and operators' warnings. */
export class CallLog {
  private readonly write: ((line: string) => void) | null;

  private timeMs = -1;
  private timeText = '';

  constructor(private readonly logger: Logger) {
    this.write = logger.isLevelEnabled('info') ? lineWriter(logger) : null;
  }

  /**
   * One line a call: who, which model, how it went, nothing of its content. The line is written by hand because this is
   * the hot path: pino with its redaction takes several times as long. What failed may quote a provider, so it is scrubbed.
   */
  call(event: SpendEvent): void {
    if (this.write === null) return;
    const line = callLine(event, this.time(event.endedAt));
    this.write(event.errorClass === null ? line : scrub(line));
  }

  /** ISO text of a time; many calls end in the same millisecond. */
  private time(epochMs: number): string {
    if (epochMs !== this.timeMs) {
      this.timeMs = epochMs;
      this.timeText = new Date(epochMs).toISOString();
    }
    return this.timeText;
  }

  warn(message: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.logger.warn(details, message);
  }

  error(message: string, error: unknown): void {
    this.logger.error({ err: error }, message);
  }
}

/** The line as pino would write it. Every text is quoted as JSON: none can forge a line or a field. */
function callLine(event: SpendEvent, time: string): string {
  const { usage } = event;
  let line = `{"level":"info","time":"${time}","request_id":${quoted(event.callId)},"status":${event.httpStatus}`;
  line += `,"model":${quoted(event.modelGroup ?? event.askedModel)}`;
  if (event.sentModel !== null) line += `,"sent_model":${quoted(event.sentModel)}`;
  if (event.provider !== null) line += `,"provider":${quoted(event.provider)}`;
  line += `,"key":${quoted(event.keyAlias ?? event.keyHash.slice(0, 12))}`;
  line += `,"ms":${event.endedAt - event.startedAt}`;
  if (event.firstTokenMs !== null) line += `,"first_token_ms":${event.firstTokenMs}`;
  if (event.stream) line += ',"stream":true';
  if (usage !== null) line += `,"input_tokens":${usage.inputTokens},"output_tokens":${usage.outputTokens}`;
  if (event.cost !== null) line += `,"cost":"${formatUsd(event.cost)}"`;
  if (event.attemptedRetries > 0) line += `,"retries":${event.attemptedRetries}`;
  if (event.attemptedFallbacks > 0) line += `,"fallbacks":${event.attemptedFallbacks}`;
  return `${line}${failureText(event)},"msg":"call"}\n`;
}

function failureText({ errorClass, errorMessage }: SpendEvent): string {
  if (errorClass === null) return '';
  return `,"error":${quoted(errorClass)},"reason":${JSON.stringify(errorMessage)}`;
}

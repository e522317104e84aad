import { formatUsd, type SpendEvent } from '@tollgate/core';
import { type Logger } from 'pino';

/** The data plane's log: a line for every call, and operators' warnings. */
export class CallLog {
  private readonly isOn: boolean;

  constructor(private readonly logger: Logger) {
    this.isOn = logger.isLevelEnabled('info');
  }

  /** One line a call. Texts of clients and providers come bounded in the event; secrets are removed like everywhere. */
  call(event: SpendEvent): void {
    if (!this.isOn) return;
    this.logger.info(fieldsOf(event), 'call');
  }

  warn(message: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.logger.warn(details, message);
  }

  error(message: string, error: unknown): void {
    this.logger.error({ err: error }, message);
  }
}

function fieldsOf(event: SpendEvent): Record<string, unknown> {
  const { usage } = event;
  return {
    request_id: event.callId,
    status: event.httpStatus,
    model: event.modelGroup ?? event.askedModel,
    ...(event.sentModel === null ? {} : { sent_model: event.sentModel }),
    ...(event.provider === null ? {} : { provider: event.provider }),
    key: event.keyAlias ?? event.keyHash.slice(0, 12),
    ms: event.endedAt - event.startedAt,
    ...(event.firstTokenMs === null ? {} : { first_token_ms: event.firstTokenMs }),
    ...(event.stream ? { stream: true } : {}),
    ...(usage === null ? {} : { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens }),
    ...(event.cost === null ? {} : { cost: formatUsd(event.cost) }),
    ...(event.attemptedRetries === 0 ? {} : { retries: event.attemptedRetries }),
    ...(event.attemptedFallbacks === 0 ? {} : { fallbacks: event.attemptedFallbacks }),
    ...(event.errorClass === null ? {} : { error: event.errorClass, reason: event.errorMessage }),
  };
}

import { type HealthStatus } from '@tollgate/core';

/** What was asked: the list of models, which is free, or a call of one token. */
export type ProbeKind = 'models' | 'call' | 'none';

/** What a probe of a deployment found. */
export interface ProbeResult {
  readonly status: HealthStatus;
  readonly probe: ProbeKind;
  /** Class and status as on the data plane; null when all is well, or when nothing was asked. */
  readonly errorClass: string | null;
  readonly errorStatus: number | null;
  /** In the provider's own words, bounded, without secrets; why nothing was asked. */
  readonly errorMessage: string | null;
  readonly responseMs: number;
}

/** One check, as it is kept. */
export interface HealthCheck extends ProbeResult {
  /** UUID. */
  readonly id: string;
  readonly modelId: string;
  /** Public name. */
  readonly modelName: string;
  /** `openai/gpt-4o` */
  readonly providerModel: string;
  readonly checkedAt: Date;
  /** User id; null: in the background. */
  readonly checkedBy: string | null;
}

import {
  isJsonObject,
  type RoutingAttempt,
  type RoutingDecision,
  type SkippedDeployment,
  type SpendLogRow,
} from '@tollgate/core';

/**
 * Why a call went where it went, from its row. What was not kept because it says nothing new (the only deployment, or the
 * first choice, answered) is filled in from the row.
 */
export function routingDecision(row: SpendLogRow): RoutingDecision {
  const kept = row.metadata['routing'];
  const record: Record<string, unknown> = isJsonObject(kept) ? kept : {};
  const attempts = record['attempts'];
  return {
    id: row.id,
    request_id: row.request_id,
    status: row.status,
    requested_model: textOf(row.metadata['requested_model']) ?? row.model,
    model_group: row.model_group,
    strategy: textOf(record['strategy']),
    candidates: numberOf(record['candidates']),
    attempts: Array.isArray(attempts) ? attempts.filter(isJsonObject).map(attemptOf) : onlyAttempt(row),
    attempts_left_out: numberOf(record['attempts_left_out']) ?? 0,
    skipped: skippedOf(record['skipped']),
  };
}

function onlyAttempt(row: SpendLogRow): RoutingAttempt[] {
  if (row.model_id === null || row.status === 'failure') return [];
  return [
    {
      deployment_id: row.model_id,
      group: row.model_group ?? row.model,
      at_ms: 0,
      ms: row.request_duration_ms,
      outcome: row.status === 'success' ? 'answered' : row.status,
      status: null,
      pause_ms: 0,
      eligible: [],
      skipped: [],
    },
  ];
}

function attemptOf(attempt: Record<string, unknown>): RoutingAttempt {
  const { eligible } = attempt;
  return {
    deployment_id: textOf(attempt['deployment_id']) ?? '',
    group: textOf(attempt['group']) ?? '',
    at_ms: numberOf(attempt['at_ms']) ?? 0,
    ms: numberOf(attempt['ms']) ?? 0,
    outcome: textOf(attempt['outcome']) ?? '',
    status: numberOf(attempt['status']),
    pause_ms: numberOf(attempt['pause_ms']) ?? 0,
    eligible: Array.isArray(eligible) ? eligible.filter((id) => typeof id === 'string') : [],
    skipped: skippedOf(attempt['skipped']),
  };
}

function skippedOf(given: unknown): SkippedDeployment[] {
  if (!Array.isArray(given)) return [];
  return given.filter(isJsonObject).map((skipped) => ({
    deployment_id: textOf(skipped['deployment_id']) ?? '',
    reason: textOf(skipped['reason']) ?? '',
  }));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

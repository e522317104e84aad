import { type RepricingView } from '@tollgate/core';
import { type Repricing } from './repricing.js';

/** A re-pricing as the API and the audit log show it. */
export function repricingViewOf({ selection, ...job }: Repricing): RepricingView {
  return {
    id: job.id,
    status: job.status,
    from: selection.from,
    to: selection.to,
    provider: selection.provider,
    model: selection.model,
    team_id: selection.teamId,
    api_key: selection.keyHash,
    only_unpriced: selection.onlyUnpriced,
    reason: job.reason,
    created_at: job.createdAt.toISOString(),
    created_by: job.createdBy,
    approved_at: job.approvedAt?.toISOString() ?? null,
    approved_by: job.approvedBy,
    finished_at: job.finishedAt?.toISOString() ?? null,
    preview: job.preview,
    outcome: job.outcome,
    error: job.error,
  };
}

import { type RepricingStatus, type RepricingSummary } from '@tollgate/core';

/** Which calls are priced anew; all that is given must fit. */
export interface RepricingSelection {
  /** ISO 8601, UTC. */
  readonly from: string;
  /** Not included. */
  readonly to: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly teamId: string | null;
  readonly keyHash: string | null;
  readonly onlyUnpriced: boolean;
}

/** A re-pricing that was asked for, and what became of it. */
export interface Repricing {
  readonly id: string;
  readonly status: RepricingStatus;
  readonly selection: RepricingSelection;
  readonly reason: string;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly approvedAt: Date | null;
  readonly approvedBy: string | null;
  readonly finishedAt: Date | null;
  readonly preview: RepricingSummary | null;
  readonly outcome: RepricingSummary | null;
  readonly error: string | null;
}

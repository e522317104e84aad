import { type AttributionKind } from '@tollgate/core';

/** Tells every process that rules of customers or tags changed. */
export abstract class AttributionChanges {
  /**
   * Called after the commit. Never rejects.
   * @returns when the new rules are in force in this process; others follow within moments.
   */
  abstract changed(kind: AttributionKind, ids: readonly string[]): Promise<void>;
  /** A budget changed: so did the rules of all that borrow from it. */
  abstract budgetChanged(): void;
}

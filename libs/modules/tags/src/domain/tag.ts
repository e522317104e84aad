import { type Borrower } from '@tollgate/attributions';
import { type JsonObject } from '@tollgate/core';

/** A word that calls carry, with rules for those that do. What spends under a word nobody made is in the ledger only. */
export interface Tag extends Borrower {
  readonly name: string;
  readonly description: string | null;
  /** Free; kept for those who set it. */
  readonly modelInfo: JsonObject | null;
}

/** So many calls may be hedged at once after a quiet time. */
const MOST_SAVED = 10;

/** Keeps hedges a bounded share of calls, so that they cannot double the load of upstreams that are all slow. */
export class HedgeShare {
  #allowance = 1;

  /** A call begins that may be hedged. @param share of such calls that are, at most; 0.1: every tenth. */
  callBegan(share: number): void {
    this.#allowance = Math.min(MOST_SAVED, this.#allowance + share);
  }

  /** Is another hedge within the share? Then it is counted. */
  take(): boolean {
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }
}

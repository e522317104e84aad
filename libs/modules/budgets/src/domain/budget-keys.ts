/** Tells every process that keys which borrow from a budget have other limits now. After the commit; never throws. */
export abstract class BudgetKeys {
  /** @param tokens SHA-256 hashes. */
  abstract changed(tokens: readonly string[]): void;
}

import { type KeyContext, type PicoUsd } from '@tollgate/core';

/** Balances remembered at most; the oldest that owe nothing to this process go first. */
const REMEMBERED_MAX = 50_000;

interface Balance {
  /** The context this balance was last asked with: another object means that the key was loaded anew. */
  context: KeyContext | null;
  /** What the database held when it was last asked, including everything this process had stored by then. */
  stored: PicoUsd;
  /** Settled by this process and not stored yet. */
  unstored: PicoUsd;
}

/**
 * Spend of keys, as this process knows it: stored + settled here and not stored yet. A key that was loaded anew may have
 * been read before or after our last commit, so its figure is only a lower bound until the flusher, between two of its
 * transactions, reads it again (`takeUncertain`, then `confirm`).
 */
export class KeyBalances {
  private readonly balances = new Map<string, Balance>();
  private readonly uncertain = new Set<string>();

  /** Spend of a key so far. From memory; never waits. */
  spendOf(key: KeyContext): PicoUsd {
    const balance = this.balanceOf(key.hash);
    if (balance.context !== key) {
      // Spend began anew since: the figure from before is void, though it is the higher one.
      const isAnew = (key.spentSince ?? 0) > (balance.context?.spentSince ?? 0);
      const isFirst = balance.context === null;
      balance.context = key;
      if (isAnew || (isFirst && key.spend > balance.stored)) balance.stored = key.spend;
      // What is unstored here may be in that figure already: limits never go back, so it must not be counted twice.
      else if (key.spend > balance.stored + balance.unstored) balance.stored = key.spend - balance.unstored;
      this.uncertain.add(key.hash);
    }
    return balance.stored + balance.unstored;
  }

  /** A call of this process was settled: its cost counts from now on. */
  settled(hash: string, cost: PicoUsd | null): void {
    if (cost !== null) this.balanceOf(hash).unstored += cost;
  }

  /** A settled cost is part of the database's figure now, or will never be (its line could not be written). */
  noLongerUnstored(hash: string, cost: PicoUsd | null): void {
    if (cost !== null) this.balanceOf(hash).unstored -= cost;
  }

  /** What the database holds, read after our own last commit. */
  confirm(balances: ReadonlyMap<string, PicoUsd>): void {
    for (const [hash, stored] of balances) {
      this.balanceOf(hash).stored = stored;
    }
    this.forgetOldest();
  }

  /** Takes hashes whose figure has to be read again, at most `limit`; give them back when reading fails. */
  takeUncertain(limit: number): string[] {
    const taken: string[] = [];
    for (const hash of this.uncertain) {
      if (taken.length === limit) break;
      taken.push(hash);
    }
    for (const hash of taken) this.uncertain.delete(hash);
    return taken;
  }

  /** These could not be read: still uncertain. */
  giveBack(hashes: readonly string[]): void {
    for (const hash of hashes) this.uncertain.add(hash);
  }

  private balanceOf(hash: string): Balance {
    const known = this.balances.get(hash);
    if (known) return known;
    const balance: Balance = { context: null, stored: 0n, unstored: 0n };
    this.balances.set(hash, balance);
    return balance;
  }

  private forgetOldest(): void {
    if (this.balances.size <= REMEMBERED_MAX) return;
    let excess = this.balances.size - REMEMBERED_MAX;
    for (const [hash, balance] of this.balances) {
      if (excess === 0) return;
      if (balance.unstored !== 0n) continue;
      this.balances.delete(hash);
      this.uncertain.delete(hash);
      excess -= 1;
    }
  }
}

import { describe, expect, it } from '@jest/globals';
import { keyContext } from '../testing/spend-events.js';
import { KeyBalances } from './key-balances.js';

const hash = 'a'.repeat(64);

describe('the balance of a key that is loaded anew', () => {
  it('never counts a cost twice that was stored a moment before and is still on the list of what is to be stored', () => {
    const balances = new KeyBalances();
    expect(balances.spendOf(keyContext({ hash, spend: 10n }))).toBe(10n);
    balances.settled(hash, 5n);
    // Read after the commit of the flush, which this process has not been told of yet.
    expect(balances.spendOf(keyContext({ hash, spend: 15n }))).toBe(15n);
    balances.confirm(new Map([[hash, 15n]]));
    balances.noLongerUnstored(hash, 5n);
    expect(balances.spendOf(keyContext({ hash, spend: 15n }))).toBe(15n);
  });

  it('never falls below what was settled here, and follows what others have stored', () => {
    const balances = new KeyBalances();
    expect(balances.spendOf(keyContext({ hash, spend: 10n }))).toBe(10n);
    balances.settled(hash, 5n);
    expect(balances.spendOf(keyContext({ hash, spend: 10n }))).toBe(15n);
    expect(balances.spendOf(keyContext({ hash, spend: 40n }))).toBe(40n);
    balances.confirm(new Map([[hash, 40n]]));
    expect(balances.spendOf(keyContext({ hash, spend: 40n }))).toBe(45n);
  });
});

import { toUsdNumber } from '@tollgate/core';
import { type VirtualKey } from './virtual-key.js';

/** A key as the audit log shows it. No secret is part of a key, but its counters are left out: they change by use. */
export function auditViewOf(key: VirtualKey): Record<string, unknown> {
  const {
    lastActive: _,
    softBudgetCooldown: __,
    modelSpend: ___,
    updatedAt: ____,
    counterId: _____,
    ...rest
  } = key;
  return Object.fromEntries(
    Object.entries(rest).map(([member, value]) => [
      member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      plain(value),
    ]),
  );
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return toUsdNumber(value);
  return value instanceof Date ? value.toISOString() : value;
}

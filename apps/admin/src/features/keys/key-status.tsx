import { unreachable, type KeyView } from '@tollgate/core';
import { StatusBadge, type StatusTone } from '@tollgate/ui';

export type KeyStatus = 'active' | 'blocked' | 'expired' | 'over budget';

/** Why a key is or is not answered now; the first reason the gateway would give. */
export function statusOfKey(
  key: Pick<KeyView, 'blocked' | 'expires' | 'max_budget' | 'spend'>,
  now: Date,
): KeyStatus {
  if (key.blocked === true) return 'blocked';
  if (key.expires !== null && Date.parse(key.expires) <= now.getTime()) return 'expired';
  if (key.max_budget !== null && key.spend >= key.max_budget) return 'over budget';
  return 'active';
}

function toneOf(status: KeyStatus): StatusTone {
  switch (status) {
    case 'active':
      return 'positive';
    case 'blocked':
      return 'negative';
    case 'expired':
      return 'quiet';
    case 'over budget':
      return 'warning';
    default:
      return unreachable(status);
  }
}

const WORDS: Readonly<Record<KeyStatus, string>> = {
  active: 'Active',
  blocked: 'Blocked',
  expired: 'Expired',
  'over budget': 'Over budget',
};

export function KeyStatusBadge({ apiKey }: { apiKey: KeyView }) {
  const status = statusOfKey(apiKey, new Date());
  return <StatusBadge tone={toneOf(status)}>{WORDS[status]}</StatusBadge>;
}

/** What people call a key: its alias, else its masked text. */
export function nameOfKey(key: Pick<KeyView, 'key_alias' | 'key_name' | 'token'>): string {
  return key.key_alias ?? key.key_name ?? key.token.slice(0, 12);
}

import { type LimitScope } from '@tollgate/core';

/**
 * A call takes from several scopes in one step, so their counters must live in one slot of a Redis Cluster. Which scopes meet
 * in a call is known only when it comes (a user may be in any team), so all of them share this hash tag.
 */
const PREFIX = 'tollgate:{limits}';

/**
 * The two keys of a scope.
 * - counters, a hash: `w` start of the minute, `r` requests and `t` tokens in it; `s`, `sh`, `sl` since when and how much was
 *   spent; `hh`, `hl` money held.
 * - reservations, a sorted set: who holds a slot and how much money, by the end of the lease.
 */
export function keysOf(scope: LimitScope): readonly [counters: string, reservations: string] {
  const name = `${scope.kind}:${scope.id}`;
  return [`${PREFIX}:${name}`, `${PREFIX}:held:${name}`];
}

import { type Json } from '@tollgate/core';

/** A number of units as a provider states it: whole and not negative, else 0. */
export function count(value: Json | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
}

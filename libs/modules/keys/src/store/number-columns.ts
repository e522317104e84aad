import { type ValueTransformer } from 'typeorm';

/** NUMERIC ↔ bigint: pg hands NUMERIC over as decimal text. */
export const asBigint: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  from: (value: unknown) => (typeof value === 'string' ? BigInt(value) : value),
};

/** BIGINT ↔ number; what is stored is at most 2^53 - 1. */
export const asNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (typeof value === 'string' ? Number(value) : value),
};

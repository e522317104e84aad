import { type ColumnOptions, type ValueTransformer } from 'typeorm';

/** NUMERIC ↔ bigint; pg hands NUMERIC over as decimal text, exactly. */
export const numericAsBigint: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  from: (value: unknown) => (typeof value === 'string' ? BigInt(value) : value),
};

/** BIGINT ↔ number, for counts that stay below 2^53; reading a larger one throws rather than round. */
export const bigintAsNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => {
    if (typeof value !== 'string') return value;
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond 2^53`);
    return number;
  },
};

/** Money: pico-USD as `NUMERIC(38,0)`, a bigint in code (docs/decisions/0003). */
export const picoUsdColumn = {
  type: 'numeric',
  precision: 38,
  scale: 0,
  transformer: numericAsBigint,
} as const satisfies ColumnOptions;

import { type PicoUsd } from '@tollgate/core';

/**
 * Lua counts in doubles, which are exact up to 9e15: nine thousand dollars in pico-USD. So scripts get money as two numbers,
 * thousandths of a dollar and the pico-USD below one; both stay exact for any budget.
 */
const LIMB = 1_000_000_000n;

export function toLimbs(money: PicoUsd): readonly [thousandths: number, pico: number] {
  return [Number(money / LIMB), Number(money % LIMB)];
}

export function fromLimbs(thousandths: number, pico: number): PicoUsd {
  return BigInt(thousandths) * LIMB + BigInt(pico);
}

/** Arithmetic of such pairs, for the scripts. */
export const LIMBS_IN_LUA = `
local LIMB = 1000000000
local function plus(ah, al, bh, bl)
  local low = al + bl
  local carry = math.floor(low / LIMB)
  return ah + bh + carry, low - carry * LIMB
end
local function minus(ah, al, bh, bl)
  local h, l = plus(ah, al, -bh, -bl)
  if h < 0 then return 0, 0 end
  return h, l
end
local function above(ah, al, bh, bl)
  return ah > bh or (ah == bh and al > bl)
end
`;

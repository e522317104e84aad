import { LuaScript } from './lua-script.js';
import { LIMBS_IN_LUA } from './money-limbs.js';

/**
 * Replaces what calls held by what they used. A reservation whose lease is over has been given back already; what was spent
 * counts all the same. Tokens count only while the minute they were held in lasts.
 *
 * KEYS: counters and reservations of each scope of each call. ARGV per call: member, number of scopes, when it was reserved
 * (ms), tokens held, tokens used, money held (2), money used (2).
 */
export const SETTLE = new LuaScript(`${LIMBS_IN_LUA}
local at, key = 0, 0
while at < #ARGV do
  local member, scopes, reserved = ARGV[at + 1], tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  local tokensHeld, tokensUsed = tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5])
  local hh, hl = tonumber(ARGV[at + 6]), tonumber(ARGV[at + 7])
  local uh, ul = tonumber(ARGV[at + 8]), tonumber(ARGV[at + 9])
  at = at + 9
  for place = 1, scopes do
    local counters, reservations = KEYS[key + 1], KEYS[key + 2]
    key = key + 2
    local c = redis.call('HMGET', counters, 'w', 't', 's', 'sh', 'sl', 'hh', 'hl')
    if redis.call('ZREM', reservations, member) == 1 then
      local h, l = minus(tonumber(c[6] or 0), tonumber(c[7] or 0), hh, hl)
      redis.call('HSET', counters, 'hh', h, 'hl', l)
    end
    if c[3] and (uh > 0 or ul > 0) then
      local h, l = plus(tonumber(c[4]), tonumber(c[5]), uh, ul)
      redis.call('HSET', counters, 'sh', h, 'sl', l)
    end
    if c[1] and reserved >= tonumber(c[1]) then
      redis.call('HSET', counters, 't', math.max(0, tonumber(c[2]) + tokensUsed - tokensHeld))
    end
  end
end
return redis.status_reply('OK')
`);

/** Prolongs leases that are not over. KEYS: reservations. ARGV: lease in ms, then a member for each key. */
export const RENEW = new LuaScript(`
local lease = tonumber(ARGV[1])
local time = redis.call('TIME')
local ends = time[1] * 1000 + math.floor(time[2] / 1000) + lease
for place, key in ipairs(KEYS) do
  redis.call('ZADD', key, 'XX', ends, ARGV[place + 1])
  redis.call('PEXPIRE', key, 2 * lease)
end
return redis.status_reply('OK')
`);

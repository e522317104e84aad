import { LuaScript } from './lua-script.js';
import { LIMBS_IN_LUA } from './money-limbs.js';

/** Arguments before, and for each scope. */
export const RESERVE_SCOPE_FIELDS = 9;

/**
 * Takes one call from all its scopes, or from none.
 *
 * KEYS: counters and reservations of each scope. ARGV: member, tokens, money (2), lease in ms, ms of the minute, ms that
 * counters with a budget are kept; then per scope: rpm, tpm, parallel (-1: no limit), budget (2; -1: none), spend as the caller
 * knows it (2), since when (ms), when it is reset (ms; 0: never).
 *
 * Answers `{1, now, …}` or `{0, now, place of the scope, limit, used (2), …}`; `…` is start, requests and tokens of the minute of
 * each scope. Limits: 1 parallel, 2 requests, 3 tokens, 4 budget.
 */
export const RESERVE = new LuaScript(`${LIMBS_IN_LUA}
local member, tokens = ARGV[1], tonumber(ARGV[2])
local mh, ml = tonumber(ARGV[3]), tonumber(ARGV[4])
local lease, minute, kept = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function giveBackExpired(scope)
  local expired = redis.call('ZRANGEBYSCORE', scope.heldKey, '-inf', now)
  for _, one in ipairs(expired) do
    local h, l = string.match(one, ':(%d+):(%d+)$')
    scope.hh, scope.hl = minus(scope.hh, scope.hl, tonumber(h), tonumber(l))
    redis.call('ZREM', scope.heldKey, one)
  end
  scope.parallel = redis.call('ZCARD', scope.heldKey)
  if scope.parallel == 0 then scope.hh, scope.hl = 0, 0 end
  if #expired > 0 then redis.call('HSET', scope.key, 'hh', scope.hh, 'hl', scope.hl) end
end

local function observeSpend(scope, at)
  local oh, ol = tonumber(ARGV[at + 6]), tonumber(ARGV[at + 7])
  local since, resets = tonumber(ARGV[at + 8]), tonumber(ARGV[at + 9])
  if resets > 0 and now >= resets then since, oh, ol = resets, 0, 0 end
  if scope.since == nil or since > scope.since
    or (since == scope.since and above(oh, ol, scope.sh, scope.sl)) then
    scope.since, scope.sh, scope.sl = since, oh, ol
    redis.call('HSET', scope.key, 's', since, 'sh', oh, 'sl', ol)
    redis.call('PEXPIRE', scope.key, kept)
  end
end

local function read(place)
  local at = 7 + (place - 1) * ${RESERVE_SCOPE_FIELDS}
  local scope = {
    key = KEYS[place * 2 - 1], heldKey = KEYS[place * 2],
    rpm = tonumber(ARGV[at + 1]), tpm = tonumber(ARGV[at + 2]), slots = tonumber(ARGV[at + 3]),
    bh = tonumber(ARGV[at + 4]), bl = tonumber(ARGV[at + 5]),
  }
  local c = redis.call('HMGET', scope.key, 'w', 'r', 't', 's', 'sh', 'sl', 'hh', 'hl')
  scope.start, scope.requests, scope.tokens = tonumber(c[1] or 0), tonumber(c[2] or 0), tonumber(c[3] or 0)
  scope.since = c[4] and tonumber(c[4]) or nil
  scope.sh, scope.sl = tonumber(c[5] or 0), tonumber(c[6] or 0)
  scope.hh, scope.hl = tonumber(c[7] or 0), tonumber(c[8] or 0)
  if now - scope.start >= minute then scope.start, scope.requests, scope.tokens = now, 0, 0 end
  scope.leased = scope.slots >= 0 or scope.bh >= 0
  scope.parallel = 0
  if scope.leased then giveBackExpired(scope) end
  if scope.bh >= 0 then observeSpend(scope, at) end
  return scope
end

local function exceeded(scope)
  if scope.slots >= 0 and scope.parallel >= scope.slots then return 1, scope.parallel, 0 end
  if scope.rpm >= 0 and scope.requests >= scope.rpm then return 2, scope.requests, 0 end
  if scope.tpm >= 0 and scope.tokens + tokens > scope.tpm then return 3, scope.tokens, 0 end
  if scope.bh < 0 then return 0, 0, 0 end
  local uh, ul = plus(scope.sh, scope.sl, scope.hh, scope.hl)
  local ah, al = plus(uh, ul, mh, ml)
  if not above(scope.bh, scope.bl, uh, ul) or above(ah, al, scope.bh, scope.bl) then return 4, uh, ul end
  return 0, 0, 0
end

local scopes = {}
for place = 1, #KEYS / 2 do scopes[place] = read(place) end

local answer = nil
for place, scope in ipairs(scopes) do
  local limit, uh, ul = exceeded(scope)
  if limit > 0 then
    answer = {0, now, place, limit, uh, ul}
    break
  end
end

if answer == nil then
  answer = {1, now}
  for _, scope in ipairs(scopes) do
    scope.requests, scope.tokens = scope.requests + 1, scope.tokens + tokens
    redis.call('HSET', scope.key, 'w', scope.start, 'r', scope.requests, 't', scope.tokens)
    if scope.leased then
      scope.hh, scope.hl = plus(scope.hh, scope.hl, mh, ml)
      redis.call('HSET', scope.key, 'hh', scope.hh, 'hl', scope.hl)
      redis.call('ZADD', scope.heldKey, now + lease, member)
      redis.call('PEXPIRE', scope.heldKey, 2 * lease)
    end
    redis.call('PEXPIRE', scope.key, scope.leased and kept or 2 * minute)
  end
end

for _, scope in ipairs(scopes) do
  answer[#answer + 1] = scope.start
  answer[#answer + 1] = scope.requests
  answer[#answer + 1] = scope.tokens
end
return answer
`);

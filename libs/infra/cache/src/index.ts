export { Announcements } from './broadcast/announcements.js';
export {
  type Broadcast,
  MESSAGE_BYTES_MAX,
  type Subscriber,
  type Unsubscribe,
} from './broadcast/broadcast.js';
export { PostgresBroadcast, type PostgresBroadcastOptions } from './broadcast/postgres-broadcast.js';
export { RedisBroadcast, type RedisBroadcastOptions } from './broadcast/redis-broadcast.js';
export { LIMITS_LEASE_MS, RedisLimits, type RedisLimitsOptions } from './limits/redis-limits.js';
export { CircuitBreaker, type CircuitBreakerOptions, CircuitOpenError } from './redis/circuit-breaker.js';
export { type HostPort, type RedisAddress } from './redis/redis-address.js';
export { connectPatientRedis, connectRedis, isRedisAway, RedisConnection } from './redis/redis-connection.js';

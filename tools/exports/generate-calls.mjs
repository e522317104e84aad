/**
 * Fills `spend_event` with calls of October 2026: 40 keys, 8 teams, 12 models, a cost that no float holds, one call in fifty
 * unpriced. Deterministic: the n-th call is always the same. The rollup finds every hour marked as due.
 * @param {import('pg').Client} client
 * @param {number} calls
 */
export async function generateCalls(client, calls) {
  await client.query(
    `INSERT INTO spend_event (id, started_at, ended_at, call_id, status, http_status, call_type, stream, asked_model, model_group,
       sent_model, provider, key_hash, key_alias, user_id, team_id, tags, metadata, input_tokens, output_tokens, usage_estimated,
       cost, price_source, attempted_retries, attempted_fallbacks)
     SELECT gen_random_uuid(), at, at + interval '1 second', 'call-' || n, 'success', 200, 'acompletion', false,
            'model-' || n % 12, 'model-' || n % 12, 'model-' || n % 12, 'provider-' || n % 3,
            encode(sha256(('key-' || n % 40)::bytea), 'hex'), 'key-' || n % 40, 'user-' || n % 100,
            CASE WHEN n % 9 = 8 THEN NULL ELSE 'team-' || n % 9 END, ARRAY['tag-' || n % 5], '{}', 1000 + n % 997, 200 + n % 89,
            false, CASE WHEN n % 50 = 0 THEN NULL ELSE 2100000000::bigint + n::bigint * 7919 END, 'catalogue', 0, 0
     FROM (SELECT n, timestamptz '2026-10-01T00:00:00Z' + n * (interval '31 days' / $1::float8) AS at
           FROM generate_series(0, $1::int - 1) AS n) AS calls`,
    [calls],
  );
  await client.query(
    `INSERT INTO spend_pending_hour (hour) SELECT DISTINCT date_trunc('hour', started_at, 'UTC') FROM spend_event`,
  );
  await client.query('ANALYZE spend_event');
}

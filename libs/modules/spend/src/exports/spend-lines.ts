/**
 * What exports sum over, as one relation: a line a call. Its columns are named alike whatever they come from, so that a
 * report is one query over `spend_lines`.
 */
export const SPEND_LINES = `
  SELECT started_at AS at, key_hash, key_alias, user_id, team_id, organization_id, end_user_id, tags,
         coalesce(sent_model, asked_model) AS model, model_group, provider, call_type, status,
         1 AS calls, (cost IS NULL)::int AS unpriced_calls, usage_estimated::int AS estimated_calls,
         coalesce(cost, 0) AS spend, coalesce(input_tokens, 0) AS input_tokens,
         coalesce(cache_read_tokens, 0) AS cache_read_tokens,
         coalesce(cache_write_tokens, 0) + coalesce(cache_write_1h_tokens, 0) AS cache_write_tokens,
         coalesce(output_tokens, 0) AS output_tokens, coalesce(reasoning_tokens, 0) AS reasoning_tokens
  FROM spend_call`;

import { type KeyList, type KeyView, type SessionView } from '@tollgate/core';

export const SESSION: SessionView = {
  user_id: 'default_user_id',
  role: 'proxy_admin',
  expires_at: '2099-01-01T00:00:00Z',
  csrf_token: 'csrf-of-this-session',
  version: '0.1.0',
};

/** A key without limits, changed as asked. */
export function sampleKey(change: Partial<KeyView> = {}): KeyView {
  return {
    token: 'a'.repeat(64),
    key_name: 'sk-...wX7g',
    key_alias: 'ci-bot',
    spend: 1.5,
    max_budget: null,
    budget_duration: null,
    budget_reset_at: null,
    max_parallel_requests: null,
    tpm_limit: null,
    rpm_limit: null,
    expires: null,
    models: [],
    aliases: {},
    permissions: {},
    user_id: null,
    team_id: null,
    organization_id: null,
    metadata: {},
    allowed_routes: [],
    blocked: null,
    last_active: null,
    created_by: null,
    updated_by: null,
    created_at: '2026-07-01T00:00:00Z',
    updated_at: '2026-07-01T00:00:00Z',
    ...change,
  };
}

export const keyList = (...keys: KeyView[]): KeyList => ({
  keys,
  total_count: keys.length,
  current_page: 1,
  total_pages: 1,
});

import { type ManagementObjects, MONTHLY, PLANTED } from './management-objects.js';

/** A call that changes something. */
export interface ManagementCall {
  readonly body?: object;
  /** Values of the path's parameters. */
  readonly path?: Readonly<Record<string, string>>;
}

export interface ManagementWrite {
  /** `POST /team/update` */
  readonly route: string;
  /** The entry of the audit log it leaves: `team updated`. */
  readonly entry: string;
  /** Makes what the call needs, and the call. */
  readonly call: (objects: ManagementObjects) => Promise<ManagementCall>;
}

/** Free maps of callers, with a secret in them. */
const METADATA = { logging: [{ callback_vars: { langfuse_secret: `${PLANTED}-callback` } }] };
const PASSWORD = `${PLANTED}-password`;

const KEYS: readonly ManagementWrite[] = [
  write('POST /key/generate', 'virtual_key created', () => ({ key: `sk-${PLANTED}-1`, metadata: METADATA })),
  write('POST /key/service-account/generate', 'virtual_key created', async (make) => ({
    team_id: await make.team(),
  })),
  write('POST /key/update', 'virtual_key updated', async (make) => ({
    key: await make.key(),
    metadata: METADATA,
  })),
  write('POST /key/bulk_update', 'virtual_key updated', async (make) => ({
    keys: [{ key: await make.key(), max_budget: 3 }],
  })),
  write('POST /key/block', 'virtual_key blocked', async (make) => ({ key: await make.key() })),
  write('POST /key/unblock', 'virtual_key unblocked', async (make) => ({
    key: await make.key({ blocked: true }),
  })),
  write('POST /key/regenerate', 'virtual_key rotated', async (make) => ({
    key: await make.key(),
    new_key: `sk-${PLANTED}-2`,
  })),
  writeTo('POST /key/:key/regenerate', 'virtual_key rotated', async (make) => ({
    path: { key: await make.key() },
    body: { new_key: `sk-${PLANTED}-3` },
  })),
  writeTo('POST /key/:key/reset_spend', 'virtual_key updated', async (make) => ({
    path: { key: await make.key({ spend: 2 }) },
    body: { reset_to: 1 },
  })),
  write('POST /key/delete', 'virtual_key deleted', async (make) => ({ keys: [await make.key()] })),
];

const TEAMS: readonly ManagementWrite[] = [
  write('POST /team/new', 'team created', () => ({ metadata: METADATA, router_settings: METADATA })),
  write('POST /team/update', 'team updated', async (make) => ({
    team_id: await make.team(),
    metadata: METADATA,
  })),
  writeTo('PATCH /team/:team_id', 'team updated', async (make) => ({
    path: { team_id: await make.team() },
    body: { metadata: METADATA },
  })),
  write('POST /team/bulk_member_add', 'team updated', async (make) => ({
    team_id: await make.team(),
    members: [{ role: 'user', user_id: await make.user() }],
  })),
  write('POST /team/permissions_bulk_update', 'team updated', async (make) => ({
    team_ids: [await make.team()],
    permissions: ['/key/list'],
  })),
  write('POST /team/block', 'team blocked', async (make) => ({ team_id: await make.team() })),
  write('POST /team/unblock', 'team unblocked', async (make) => ({ team_id: await make.team() })),
  write('POST /team/model/add', 'team updated', async (make) => ({
    team_id: await make.team(),
    models: ['a'],
  })),
  write('POST /team/model/delete', 'team updated', async (make) => ({
    team_id: await make.team({ models: ['a', 'b'] }),
    models: ['a'],
  })),
  write('POST /team/member_add', 'team updated', async (make) => ({
    team_id: await make.team(),
    member: { role: 'user', user_id: await make.user() },
  })),
  write('POST /team/member_update', 'team updated', async (make) => {
    const team_id = await make.team();
    return { team_id, user_id: await make.member(team_id), role: 'admin' };
  }),
  write('POST /team/member_delete', 'team updated', async (make) => {
    const team_id = await make.team();
    return { team_id, user_id: await make.member(team_id) };
  }),
  write('POST /team/permissions_update', 'team updated', async (make) => ({
    team_id: await make.team(),
    team_member_permissions: ['/key/generate'],
  })),
  write('POST /team/delete', 'team deleted', async (make) => ({ team_ids: [await make.team()] })),
];

const PROJECTS: readonly ManagementWrite[] = [
  write('POST /project/new', 'project created', async (make) => ({
    team_id: await make.team(),
    metadata: METADATA,
  })),
  write('POST /project/update', 'project updated', async (make) => ({
    project_id: await make.project(),
    metadata: METADATA,
  })),
  write('DELETE /project/delete', 'project deleted', async (make) => ({
    project_ids: [await make.project()],
  })),
];

const USERS: readonly ManagementWrite[] = [
  write('POST /user/new', 'user created', () => ({ metadata: METADATA })),
  write('POST /user/update', 'user updated', async (make) => ({
    user_id: await make.user(),
    password: PASSWORD,
    metadata: METADATA,
  })),
  write('POST /user/bulk_update', 'user updated', async (make) => ({
    users: [{ user_id: await make.user(), password: PASSWORD, metadata: METADATA }],
  })),
  write('POST /user/delete', 'user deleted', async (make) => ({ user_ids: [await make.user()] })),
  write('POST /invitation/new', 'invitation created', async (make) => ({ user_id: await make.user() })),
  write('POST /invitation/delete', 'invitation deleted', async (make) => ({
    invitation_id: await make.invitation(),
  })),
  write('POST /invitation/update', 'invitation updated', async (make) => ({
    invitation_id: await make.invitation(),
    is_accepted: true,
  })),
  write('POST /onboarding/claim_token', 'user updated', async (make) => ({
    invitation_link: await make.invitation(),
    password: PASSWORD,
  })),
];

const ORGANIZATIONS: readonly ManagementWrite[] = [
  write('POST /organization/new', 'organization created', () => ({
    organization_alias: 'a',
    metadata: METADATA,
  })),
  write('PATCH /organization/update', 'organization updated', async (make) => ({
    organization_id: await make.organization(),
    metadata: METADATA,
  })),
  write('POST /organization/member_add', 'organization updated', async (make) => ({
    organization_id: await make.organization(),
    member: { role: 'org_admin', user_id: await make.user() },
  })),
  write('PATCH /organization/member_update', 'organization updated', async (make) => {
    const organization_id = await make.organization();
    return { organization_id, user_id: await make.organizationMember(organization_id), role: 'org_admin' };
  }),
  write('DELETE /organization/member_delete', 'organization updated', async (make) => {
    const organization_id = await make.organization();
    return { organization_id, user_id: await make.organizationMember(organization_id) };
  }),
  write('DELETE /organization/delete', 'organization deleted', async (make) => ({
    organization_ids: [await make.organization()],
  })),
];

const ATTRIBUTIONS: readonly ManagementWrite[] = [
  ...['/customer', '/end_user'].flatMap((base) => [
    write(`POST ${base}/new`, 'customer created', (make) => ({
      user_id: make.name('c'),
      metadata: METADATA,
    })),
    write(`POST ${base}/update`, 'customer updated', async (make) => ({
      user_id: await make.customer(),
      alias: 'a',
    })),
    write(`POST ${base}/block`, 'customer blocked', async (make) => ({ user_ids: [await make.customer()] })),
    write(`POST ${base}/unblock`, 'customer unblocked', async (make) => ({
      user_ids: [await make.customer()],
    })),
    write(`POST ${base}/delete`, 'customer deleted', async (make) => ({ user_ids: [await make.customer()] })),
  ]),
  write('POST /tag/new', 'tag created', (make) => ({ name: make.name('t') })),
  write('POST /tag/update', 'tag updated', async (make) => ({ name: await make.tag(), description: 'd' })),
  write('POST /tag/delete', 'tag deleted', async (make) => ({ name: await make.tag() })),
  write('POST /budget/new', 'budget created', (make) => ({ budget_id: make.name('b'), max_budget: 1 })),
  write('POST /budget/update', 'budget updated', async (make) => ({
    budget_id: await make.budget(),
    max_budget: 2,
  })),
  write('POST /budget/delete', 'budget deleted', async (make) => ({ id: await make.budget() })),
  ...['/v1/access_group', '/v1/unified_access_group'].flatMap((base) => [
    write(`POST ${base}`, 'access_group created', async (make) => ({
      access_group_name: make.name('g'),
      assigned_key_ids: [await make.key()],
    })),
    writeTo(`PUT ${base}/:access_group_id`, 'access_group updated', async (make) => ({
      path: { access_group_id: await make.accessGroup() },
      body: { description: 'd', assigned_key_ids: [await make.key()] },
    })),
    writeTo(`DELETE ${base}/:access_group_id`, 'access_group deleted', async (make) => ({
      path: { access_group_id: await make.accessGroup() },
    })),
  ]),
];

const PARAMS = { model: 'openai/gpt-x', api_key: `sk-${PLANTED}-upstream` };
const MODELS: readonly ManagementWrite[] = [
  write('POST /model/new', 'proxy_model created', () => ({ model_name: 'm', litellm_params: PARAMS })),
  write('POST /model/update', 'proxy_model updated', async (make) => ({
    model_info: { id: await make.model() },
    litellm_params: { api_key: `sk-${PLANTED}-other` },
  })),
  writeTo('PATCH /model/:id/update', 'proxy_model updated', async (make) => ({
    path: { id: await make.model() },
    body: { litellm_params: { api_key: `sk-${PLANTED}-other` } },
  })),
  write('POST /model/block', 'proxy_model blocked', async (make) => ({ model_id: await make.model() })),
  write('POST /model/unblock', 'proxy_model unblocked', async (make) => ({ model_id: await make.model() })),
  write('POST /model/delete', 'proxy_model deleted', async (make) => ({ id: await make.model() })),
];

const EXPORTS: readonly ManagementWrite[] = [
  write('POST /spend/exports', 'spend_export created', () => ({ period: '2026-02' })),
  write('POST /spend/prices', 'model_price created', () => ({
    ...{ provider: 'openai', model: 'gpt-x', origin: 'contract' },
    prices: { input_cost_per_token: 0.000001 },
  })),
  write('POST /spend/schedules', 'spend_schedule created', () => MONTHLY),
  writeTo('PATCH /spend/schedules/:id', 'spend_schedule updated', async (make) => ({
    path: { id: await make.schedule() },
    body: { ...MONTHLY, name: 'Other' },
  })),
  writeTo('POST /spend/schedules/:id/run', 'spend_export created', async (make) => ({
    path: { id: await make.schedule() },
  })),
  writeTo('DELETE /spend/schedules/:id', 'spend_schedule deleted', async (make) => ({
    path: { id: await make.schedule() },
  })),
  writeTo('POST /spend/deliveries/:id/retry', 'spend_delivery updated', async (make) => ({
    path: { id: await make.delivery() },
  })),
  write('POST /spend/repricings', 'spend_repricing created', () => ({
    ...{ from: '2026-01-01', to: '2026-02-01', reason: 'a contract' },
  })),
  writeTo('POST /spend/repricings/:id/approve', 'spend_repricing updated', async (make) => ({
    path: { id: await make.repricing() },
  })),
  writeTo('DELETE /spend/repricings/:id', 'spend_repricing deleted', async (make) => ({
    path: { id: await make.repricing() },
  })),
  writeTo('DELETE /spend/prices/:id', 'model_price deleted', async (make) => ({
    path: { id: await make.price() },
  })),
  writeTo('DELETE /spend/exports/:id', 'spend_export deleted', async (make) => ({
    path: { id: await make.spendExport() },
  })),
];

const CREDENTIALS: readonly ManagementWrite[] = [
  write('POST /credentials', 'credential created', (make) => ({
    credential_name: make.name('c'),
    credential_info: {},
    credential_values: { api_key: `${PLANTED}-credential` },
  })),
  writeTo('PATCH /credentials/*name', 'credential updated', async (make) => ({
    path: { name: await make.credential() },
    body: { credential_values: { api_key: `${PLANTED}-other` } },
  })),
  writeTo('DELETE /credentials/*name', 'credential deleted', async (make) => ({
    path: { name: await make.credential() },
  })),
];

const SETTINGS: readonly ManagementWrite[] = [
  write('POST /config/update', 'setting created', () => ({
    environment_variables: { SPEC_VARIABLE: `${PLANTED}-variable` },
    general_settings: { alert_to_webhook_url: { budget_alerts: `https://u:${PLANTED}-hook@h.example` } },
  })),
  write('POST /config/field/update', 'setting created', () => ({
    field_name: 'max_request_size_mb',
    field_value: 30,
  })),
  write('POST /config/field/delete', 'setting deleted', () => ({ field_name: 'max_request_size_mb' })),
  write('POST /fallback', 'setting created', async (make) => {
    const [model, other] = [make.name('m'), make.name('m')];
    for (const name of [model, other]) await make.model({ model_name: name });
    return { model, fallback_models: [other] };
  }),
  writeTo('DELETE /fallback/:model', 'setting updated', async (make) => ({
    path: { model: await make.fallback() },
  })),
];

/** A call of every route that changes something. */
export const MANAGEMENT_WRITES: readonly ManagementWrite[] = [
  ...KEYS,
  ...TEAMS,
  ...PROJECTS,
  ...USERS,
  ...ORGANIZATIONS,
  ...ATTRIBUTIONS,
  ...MODELS,
  ...CREDENTIALS,
  ...SETTINGS,
  ...EXPORTS,
];

/** Routes with a verb that writes, which change nothing an audit log is for. */
export const NOT_WRITES: readonly string[] = [
  'POST /global/spend/end_users',
  ...['POST /v2/key/info', 'POST /key/health', 'POST /tag/info', 'POST /budget/info'],
  ...['POST /organization/info', 'POST /alerts/test'],
  // A call whose cost is in the ledger.
  'POST /health/test_connection',
  // Sessions are rows of their own: who, since when, from where.
  ...['POST /ui/session', 'DELETE /ui/session'],
];

type Made<T> = (make: ManagementObjects) => T | Promise<T>;

function write(route: string, entry: string, body: Made<object>): ManagementWrite {
  return { route, entry, call: async (make) => ({ body: await body(make) }) };
}

function writeTo(route: string, entry: string, call: Made<ManagementCall>): ManagementWrite {
  return { route, entry, call: async (make) => call(make) };
}

import { type Server } from 'node:http';
import { runRepricings } from '@tollgate/spend';
import request from 'supertest';
import { type DataSource } from 'typeorm';

/** What stands in every secret that specs hand in, so that it is found wherever it leaks. */
export const PLANTED = 'planted-secret';

/** A schedule whose destination has a secret. */
export const MONTHLY = {
  ...{ name: 'Month', cadence: 'monthly', time_zone: 'UTC' },
  destination: {
    ...{ type: 's3', bucket: 'finance', prefix: 'llm/', endpoint: 'https://store.example' },
    ...{ access_key_id: 'AKIDEXAMPLE', secret_access_key: `${PLANTED}-store` },
  },
};

type Body = Readonly<Record<string, unknown>>;

/** Makes what a call needs, as the proxy admin; each method replies with the id of something new. */
export class ManagementObjects {
  private count = 0;

  constructor(
    private readonly server: Server,
    private readonly masterKey: string,
    private readonly dataSource: DataSource | null = null,
  ) {}

  /** A name nobody has yet. */
  name(prefix = 'x'): string {
    this.count += 1;
    return `${prefix}-${this.count}`;
  }

  team(body: Body = {}): Promise<string> {
    return this.idOf('/team/new', body, 'team_id');
  }

  /** In a team of its own, unless the body names one. */
  async project(body: Body = {}): Promise<string> {
    const team_id = body['team_id'] ?? (await this.team());
    return this.idOf('/project/new', { ...body, team_id }, 'project_id');
  }

  member(teamId: string): Promise<string> {
    return this.idOf('/user/new', { teams: [teamId], auto_create_key: false }, 'user_id');
  }

  user(body: Body = {}): Promise<string> {
    return this.idOf('/user/new', { auto_create_key: false, ...body }, 'user_id');
  }

  key(body: Body = {}): Promise<string> {
    return this.idOf('/key/generate', { key: `sk-${PLANTED}-${this.name('key')}`, ...body }, 'key');
  }

  organization(body: Body = {}): Promise<string> {
    return this.idOf('/organization/new', { organization_alias: 'Acme', ...body }, 'organization_id');
  }

  async organizationMember(organizationId: string): Promise<string> {
    const userId = this.name('user');
    const member = { role: 'internal_user', user_id: userId };
    await this.post('/organization/member_add', { organization_id: organizationId, member });
    return userId;
  }

  invitation(): Promise<string> {
    return this.user().then((id) => this.idOf('/invitation/new', { user_id: id }, 'id'));
  }

  model(body: Body = {}): Promise<string> {
    const params = { model: 'openai/gpt-x', api_key: `sk-${PLANTED}-upstream` };
    return this.idOf('/model/new', { model_name: 'm', litellm_params: params, ...body }, 'model_id');
  }

  /** @returns the name of a model that has a fallback. */
  async fallback(): Promise<string> {
    const [model, other] = [this.name('model'), this.name('model')];
    for (const model_name of [model, other]) await this.model({ model_name });
    await this.post('/fallback', { model, fallback_models: [other] });
    return model;
  }

  async credential(): Promise<string> {
    const name = this.name('credential');
    const credential_values = { api_key: `${PLANTED}-credential` };
    await this.post('/credentials', { credential_name: name, credential_info: {}, credential_values });
    return name;
  }

  budget(): Promise<string> {
    return this.idOf('/budget/new', { budget_id: this.name('budget'), max_budget: 1 }, 'budget_id');
  }

  customer(): Promise<string> {
    return this.idOf('/customer/new', { user_id: this.name('customer') }, 'user_id');
  }

  async tag(): Promise<string> {
    const name = this.name('tag');
    await this.post('/tag/new', { name });
    return name;
  }

  accessGroup(): Promise<string> {
    const body = { access_group_name: this.name('group') };
    return this.idOf('/v1/access_group', body, 'access_group_id');
  }

  spendExport(): Promise<string> {
    return this.idOf('/spend/exports', { period: '2026-01' }, 'id');
  }

  /** A re-pricing, with its difference worked out when a worker may be played. */
  async repricing(): Promise<string> {
    const body = { from: '2026-01-01', to: '2026-02-01', reason: 'a contract' };
    const id = await this.idOf('/spend/repricings', body, 'id');
    if (this.dataSource)
      await runRepricings(this.dataSource, (_, error) => {
        throw error;
      });
    return id;
  }

  schedule(): Promise<string> {
    return this.idOf('/spend/schedules', MONTHLY, 'id');
  }

  /** A delivery that has failed. */
  async delivery(): Promise<string> {
    const id = await this.idOf(`/spend/schedules/${await this.schedule()}/run`, {}, 'id');
    await this.dataSource?.query(`UPDATE spend_delivery SET status = 'failed' WHERE id = $1`, [id]);
    return id;
  }

  price(): Promise<string> {
    const prices = { input_cost_per_token: 0.000001 };
    const body = { provider: 'openai', model: this.name('model'), origin: 'contract', prices };
    return this.idOf('/spend/prices', body, 'id');
  }

  private async idOf(path: string, body: Body, member: string): Promise<string> {
    const reply = await this.post(path, body);
    return String(Reflect.get(reply, member));
  }

  private async post(path: string, body: Body): Promise<object> {
    const reply = await request(this.server)
      .post(path)
      .set('authorization', `Bearer ${this.masterKey}`)
      .send(body);
    if (reply.status >= 300) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return reply.body as object;
  }
}

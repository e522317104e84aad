import { afterEach, describe, expect, it } from '@jest/globals';
import { type ModelInfo, type ModelState, type ProviderForm } from '@tollgate/core';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, type FakeRoutes } from '../../testing/fake-api.js';
import { renderApp } from '../../testing/render-app.js';
import { SESSION } from '../../testing/samples.js';

afterEach(cleanup);

const PROVIDERS: ProviderForm[] = [
  {
    provider: 'openai',
    provider_display_name: 'OpenAI',
    litellm_provider: 'openai',
    credential_fields: [
      {
        key: 'api_key',
        label: 'API key',
        placeholder: null,
        tooltip: 'Key at the provider.',
        required: true,
        field_type: 'password',
        options: null,
        default_value: null,
      },
    ],
    default_model_placeholder: 'gpt-4o-mini',
    serves: ['chat'],
  },
];

const model = (id: string, name: string, sent: string, info: Record<string, unknown> = {}): ModelInfo => ({
  model_name: name,
  litellm_params: { model: sent },
  model_info: {
    id,
    db_model: true,
    litellm_provider: 'openai',
    mode: 'chat',
    input_cost_per_token: null,
    output_cost_per_token: null,
    max_input_tokens: null,
    max_output_tokens: null,
    price_source: null,
    ...info,
  },
});

const cooling: ModelState = {
  model_id: 'b',
  barrier: 'cooling',
  cooling_until: '2099-01-01T00:00:00Z',
  on_probation: true,
  in_flight: 0,
  requests_this_minute: 3,
  tokens_this_minute: 0,
  recent_successes: 0,
  recent_failures: 3,
  first_content_ms: null,
  ms_per_token: null,
};

const api = (models: ModelInfo[], routes: FakeRoutes = {}) =>
  fakeApi({
    'GET /ui/session': { body: SESSION },
    'GET /model/info': { body: { data: models } },
    'GET /model/state': { body: { data: [cooling] } },
    'GET /public/providers/fields': { body: PROVIDERS },
    'GET /v2/team/list': { body: { teams: [], total: 0 } },
    ...routes,
  });

describe('the page of models', () => {
  it('puts deployments of one name side by side, and says which one is out of service', async () => {
    api([
      model('a', 'fast', 'openai/one'),
      model('c', 'slow', 'openai/three'),
      model('b', 'fast', 'openai/two'),
    ]);
    renderApp('/ui/models');
    await screen.findByRole('button', { name: 'openai/two' });
    const rows = within(screen.getByRole('table', { name: 'Models' }))
      .getAllByRole('row')
      .slice(1);
    const first = rows.map((row) => row.firstElementChild?.textContent ?? '');
    expect(first.map((text) => /(?:fast|slow)\d deployments?|openai\/\w+$/.exec(text)?.[0])).toEqual([
      'fast2 deployments',
      'openai/one',
      'openai/two',
      'slow1 deployment',
      'openai/three',
    ]);
    expect(await screen.findByText('Cooling down')).toBeDefined();
  });

  it('adds a model with what the form of its provider asks for', async () => {
    const calls = api([], { 'POST /model/new': { body: { model_id: 'new' } } });
    const { user, router } = renderApp('/ui/models?create=open');
    await user.click(await screen.findByRole('combobox', { name: 'Provider' }));
    await user.click(await screen.findByRole('option', { name: 'OpenAI (openai)' }));
    await user.type(screen.getByRole('textbox', { name: 'Model' }), 'gpt-4o-mini');
    await user.type(screen.getByLabelText('API key'), 'sk-1');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add model' }));
    await waitFor(() => expect(router.state.location.href).toBe('/models'));
    expect(calls.find(({ path }) => path === '/model/new')?.body).toEqual({
      model_name: 'gpt-4o-mini',
      litellm_params: { model: 'openai/gpt-4o-mini', api_key: 'sk-1' },
      model_info: {},
    });
  });

  it("puts the API's refusal at the field it names, also at one of the provider's", async () => {
    api([], {
      'POST /model/new': {
        status: 400,
        body: { error: { message: 'The key is too long.', param: 'litellm_params.api_key' } },
      },
    });
    const { user } = renderApp('/ui/models?create=open');
    await user.click(await screen.findByRole('combobox', { name: 'Provider' }));
    await user.click(await screen.findByRole('option', { name: 'OpenAI (openai)' }));
    await user.type(screen.getByRole('textbox', { name: 'Model' }), 'gpt-4o-mini');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Add model' }));
    const message = await screen.findByText('The key is too long.');
    expect(screen.getByLabelText('API key').getAttribute('aria-describedby')).toContain(message.id);
  });

  it('says before a pause that calls of the name will fail when nobody else serves it', async () => {
    const calls = api([model('a', 'fast', 'openai/one')], {
      'POST /model/block': { body: { model_id: 'a' } },
    });
    const { user } = renderApp('/ui/models');
    await user.click(await screen.findByRole('button', { name: 'Actions for openai/one' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Pause' }));
    expect(await screen.findByText(/the only deployment of/)).toBeDefined();
    expect(calls.some(({ path }) => path === '/model/block')).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Pause model' }));
    await waitFor(() =>
      expect(calls.find(({ path }) => path === '/model/block')?.body).toEqual({ model_id: 'a' }),
    );
  });

  it('offers no change to who may only read, and no state to who may not see it', async () => {
    const calls = fakeApi({
      'GET /ui/session': { body: { ...SESSION, role: 'internal_user' } },
      'GET /model/info': { body: { data: [model('a', 'fast', 'openai/one')] } },
    });
    renderApp('/ui/models');
    await screen.findByRole('button', { name: 'openai/one' });
    expect(screen.queryByRole('button', { name: /Add model|Actions for|Explain/ })).toBeNull();
    expect(calls.some(({ path }) => path === '/model/state')).toBe(false);
  });
});

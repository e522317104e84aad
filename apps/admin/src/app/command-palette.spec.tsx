import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { spotlight } from '@mantine/spotlight';
import { fakeApi, type FakeRoutes } from '../testing/fake-api.js';
import { renderApp } from '../testing/render-app.js';
import { keyList, sampleKey, SESSION } from '../testing/samples.js';

afterEach(() => {
  act(() => spotlight.close());
  cleanup();
});

const api = (routes: FakeRoutes = {}) =>
  fakeApi({
    'GET /ui/session': { body: SESSION },
    'GET /key/list': ({ query }) => ({
      body: query.get('search') === 'wX7g' ? keyList(sampleKey()) : keyList(),
    }),
    'GET /v2/team/list': ({ query }) => ({
      body: {
        teams: query.get('search') === 'sea' ? [{ team_id: 't1', team_alias: 'Search' }] : [],
        total: 1,
      },
    }),
    'GET /user/list': ({ query }) => ({
      body: {
        users: query.get('user_ids') === 'u-77' ? [{ user_id: 'u-77', user_email: 'ada@example.com' }] : [],
        total: 0,
      },
    }),
    'GET /model/info': {
      body: {
        data: [{ model_name: 'smart', litellm_params: { model: 'openai/gpt-x' }, model_info: { id: 'm1' } }],
      },
    },
    'GET /organization/list': { body: [] },
    ...routes,
  });

async function opened(address = '/ui/settings') {
  const app = renderApp(address);
  await screen.findByRole('heading', { name: 'Settings', level: 1 });
  await app.user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('textbox', { name: /^Search pages/ });
  return app;
}

describe('the command palette, by keyboard alone', () => {
  it.each([
    ['a key by its last four', 'wX7g', 'ci-bot', `/keys/${'a'.repeat(64)}`],
    ['a team by its name', 'sea', 'Search', '/teams/t1'],
    ['a user by id', 'u-77', 'ada@example.com', '/users/u-77'],
    ['a model by what is sent upstream', 'gpt-x', 'smart', '/models?open=m1'],
    ['a page', 'budg', 'Budgets', '/budgets'],
  ])('finds %s', async (_, typed, label, address) => {
    api();
    const { user, router } = await opened();
    await user.keyboard(typed);
    await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain(label));
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(router.state.location.href).toBe(address));
  });

  it('finds a request by its id, whenever it was', async () => {
    api();
    const { user, router } = await opened();
    await user.keyboard('chatcmpl-1234');
    await waitFor(() =>
      expect(screen.getByRole('dialog').textContent).toContain('Find request chatcmpl-1234'),
    );
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(router.state.location.href).toBe('/logs?id=chatcmpl-1234&range=all'));
  });

  it('asks for nothing while it is closed', async () => {
    const calls = api();
    renderApp('/ui/settings');
    await screen.findByRole('heading', { name: 'Settings', level: 1 });
    expect(calls.some(({ path }) => /\/(?:key|team|user|organization)\//.test(path))).toBe(false);
  });

  it('asks for users only on behalf of those who may see them', async () => {
    const calls = api({ 'GET /ui/session': { body: { ...SESSION, role: 'internal_user' } } });
    const { user } = await opened();
    await user.keyboard('ada');
    await waitFor(() => expect(calls.some(({ path }) => path === '/key/list')).toBe(true));
    expect(calls.some(({ path }) => path === '/user/list')).toBe(false);
  });
});

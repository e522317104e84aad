import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, type FakeRoutes } from '../../testing/fake-api.js';
import { renderApp } from '../../testing/render-app.js';
import { keyList, sampleKey, SESSION } from '../../testing/samples.js';

afterEach(cleanup);

const SECRET = 'sk-Zr8q2T0c6mB1kQn4yVwX7g';

const api = (routes: FakeRoutes) =>
  fakeApi({
    'GET /ui/session': { body: SESSION },
    'GET /key/list': { body: keyList() },
    'GET /model_group/info': { body: { data: [] } },
    ...routes,
  });

async function fillName(user: ReturnType<typeof renderApp>['user'], name: string) {
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), name);
}

async function submit(user: ReturnType<typeof renderApp>['user']) {
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Create key' }));
}

describe('creating a key', () => {
  it('sends only what was filled in, with the CSRF token of the session', async () => {
    const calls = api({ 'POST /key/generate': { body: { ...sampleKey(), key: SECRET } } });
    const { user } = renderApp('/ui/keys?create=open');
    await fillName(user, 'ci-bot');
    await user.type(screen.getByLabelText('Budget (USD)'), '25');
    await submit(user);
    await screen.findByText(SECRET);
    const call = calls.find(({ path }) => path === '/key/generate');
    expect(call?.body).toEqual({ key_alias: 'ci-bot', max_budget: 25 });
    expect(call?.headers.get('x-csrf-token')).toBe(SESSION.csrf_token);
  });

  it('shows the secret once: after closing it is nowhere', async () => {
    api({ 'POST /key/generate': { body: { ...sampleKey(), key: SECRET } } });
    const { user, queryClient, router } = renderApp('/ui/keys?create=open');
    await fillName(user, 'ci-bot');
    await submit(user);
    await screen.findByText(SECRET);
    expect(screen.getByText(new RegExp(`Authorization: Bearer ${SECRET}`))).toBeDefined();
    await user.keyboard('{Escape}');
    expect(screen.getByText(SECRET)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(document.body.textContent).not.toContain(SECRET));
    expect(
      JSON.stringify(
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state.data),
      ),
    ).not.toContain(SECRET);
    expect(router.state.location.href).toBe('/keys');
  });

  it("puts the API's refusal at the field it names", async () => {
    api({
      'POST /key/generate': {
        status: 400,
        body: { error: { message: 'The alias is taken.', type: 'bad_request_error', param: 'key_alias' } },
      },
    });
    const { user } = renderApp('/ui/keys?create=open');
    await fillName(user, 'ci-bot');
    await submit(user);
    const message = await screen.findByText('The alias is taken.');
    const field = screen.getByRole('textbox', { name: 'Name' });
    expect(field.getAttribute('aria-describedby')).toContain(message.id);
  });

  it('shows a refusal that names no field of the form at its foot', async () => {
    api({ 'POST /key/generate': { status: 403, body: { detail: 'Only an admin may do this.' } } });
    const { user } = renderApp('/ui/keys?create=open');
    await fillName(user, 'ci-bot');
    await submit(user);
    expect((await screen.findByRole('alert')).textContent).toBe('Only an admin may do this.');
  });

  it('opens from anywhere with the key c', async () => {
    api({});
    const { user } = renderApp('/ui/settings');
    await screen.findByRole('heading', { name: 'Settings' });
    await user.keyboard('c');
    expect(await screen.findByRole('dialog', { name: 'Create a key' })).toBeDefined();
  });
});

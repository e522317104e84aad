import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { keyList, sampleKey, SESSION } from '../../testing/samples.js';
import { fakeApi } from '../../testing/fake-api.js';
import { renderApp } from '../../testing/render-app.js';

afterEach(cleanup);

const NOBODY = { status: 401, body: { error: { message: 'Nobody is signed in.', param: null } } };

describe('signing in', () => {
  it('asks for it first, and then shows the page that was wanted, filters included', async () => {
    let session: { status?: number; body: unknown } = NOBODY;
    const calls = fakeApi({
      'GET /ui/session': () => session,
      'POST /ui/session': ({ body }) => {
        session = { body: SESSION };
        return (body as { key: string }).key === 'sk-master' ? session : NOBODY;
      },
      'GET /key/list': { body: keyList(sampleKey()) },
    });
    const { user, router } = renderApp('/ui/keys?status=blocked');
    await user.type(await screen.findByLabelText('Master key'), 'sk-master');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { name: 'Keys' })).toBeDefined();
    expect(router.state.location.href).toBe('/keys?status=blocked');
    await waitFor(() =>
      expect(calls.find(({ path }) => path === '/key/list')?.query.get('status')).toBe('blocked'),
    );
  });

  it("shows the API's words at the field when the key is wrong", async () => {
    fakeApi({
      'GET /ui/session': NOBODY,
      'POST /ui/session': {
        status: 401,
        body: { error: { message: 'This is not the master key.', param: 'key', code: '401' } },
      },
    });
    const { user } = renderApp('/ui/sign-in');
    const field = await screen.findByLabelText('Master key');
    await user.type(field, 'sk-wrong{Enter}');
    const message = await screen.findByText('This is not the master key.');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.getAttribute('aria-describedby')).toContain(message.id);
  });

  it('never leads to another site afterwards', async () => {
    fakeApi({ 'GET /ui/session': NOBODY });
    const { router } = renderApp('/ui/sign-in?back=//evil.example/x');
    await screen.findByLabelText('Master key');
    expect(router.state.location.search).not.toHaveProperty('back', '//evil.example/x');
  });

  it('is asked for again when the session ends under way, and leads back', async () => {
    let ended = false;
    fakeApi({
      'GET /ui/session': () => (ended ? NOBODY : { body: SESSION }),
      'GET /key/list': () => (ended ? NOBODY : { body: keyList(sampleKey()) }),
    });
    const { user, router } = renderApp('/ui/keys');
    await screen.findByRole('link', { name: 'ci-bot' });
    ended = true;
    await user.type(screen.getByLabelText('Search keys'), 'x');
    expect(await screen.findByLabelText('Master key')).toBeDefined();
    expect(router.state.location.search).toEqual({ back: '/keys?q=x' });
  });

  it('keeps nothing secret in storage', async () => {
    fakeApi({ 'GET /ui/session': NOBODY, 'POST /ui/session': { body: SESSION } });
    const { user } = renderApp('/ui/sign-in');
    await user.type(await screen.findByLabelText('Master key'), 'sk-master{Enter}');
    await screen.findByRole('heading', { name: 'Overview' });
    const stored = JSON.stringify({ ...localStorage, ...sessionStorage });
    expect(stored).not.toContain('sk-master');
    expect(stored).not.toContain(SESSION.csrf_token);
  });
});

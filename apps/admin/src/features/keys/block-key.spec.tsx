import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { fakeApi, type FakeReply } from '../../testing/fake-api.js';
import { renderApp } from '../../testing/render-app.js';
import { keyList, sampleKey, SESSION } from '../../testing/samples.js';

afterEach(cleanup);

/** A reply that is held back until told. */
function held() {
  let release: (reply: FakeReply) => void = () => {};
  const reply = new Promise<FakeReply>((resolve) => {
    release = resolve;
  });
  return { reply, release };
}

async function openMenu(user: ReturnType<typeof renderApp>['user'], item: string) {
  await user.click(await screen.findByRole('button', { name: 'Actions for ci-bot' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
}

const rowOf = (name: string) => screen.getByRole('link', { name }).closest('tr')!;

describe('blocking a key', () => {
  it('asks first, and says what will stop working', async () => {
    const calls = fakeApi({
      'GET /ui/session': { body: SESSION },
      'GET /key/list': { body: keyList(sampleKey()) },
    });
    const { user } = renderApp('/ui/keys');
    await openMenu(user, 'Block');
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('Within a second every request with sk-...wX7g is refused');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(calls.some(({ path }) => path === '/key/block')).toBe(false);
  });

  it('shows it at once, and takes it back when the API refuses, in its words', async () => {
    const { reply, release } = held();
    const calls = fakeApi({
      'GET /ui/session': { body: SESSION },
      'GET /key/list': { body: keyList(sampleKey()) },
      'POST /key/block': () => reply,
    });
    const { user } = renderApp('/ui/keys');
    await openMenu(user, 'Block');
    await user.click(await screen.findByRole('button', { name: 'Block key' }));
    await waitFor(() => expect(within(rowOf('ci-bot')).getByText('Blocked')).toBeDefined());
    release({ status: 403, body: { detail: 'Only an admin may block keys.' } });
    expect(await screen.findByText('Only an admin may block keys.')).toBeDefined();
    await waitFor(() => expect(within(rowOf('ci-bot')).getByText('Active')).toBeDefined());
    expect(calls.find(({ path }) => path === '/key/block')?.body).toEqual({ key: sampleKey().token });
  });
});

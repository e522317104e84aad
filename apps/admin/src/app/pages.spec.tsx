import { afterEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import axe from 'axe-core';
import { fakeApi } from '../testing/fake-api.js';
import { renderApp } from '../testing/render-app.js';
import { keyList, sampleKey, SESSION } from '../testing/samples.js';

afterEach(cleanup);

const HOSTILE = '<img src=x onerror=alert(1)>';

const emptyApi = () =>
  fakeApi({
    'GET /ui/session': { body: SESSION },
    'GET /key/list': { body: keyList() },
    'GET /model_group/info': { body: { data: [] } },
    'GET /model/info': { body: { data: [] } },
    'GET /v2/team/list': { body: { teams: [], total: 0 } },
    'GET /user/list': { body: { users: [], total: 0 } },
    'GET /organization/list': { body: [] },
    'GET /budget/list': { body: [] },
    'GET /customer/list': { body: [] },
    'GET /tag/list': { body: [] },
    'GET /v1/access_group': { body: [] },
    'GET /user/daily/activity': { body: { results: [], metadata: { has_more: false } } },
    'GET /spend/exports': { body: [] },
    'GET /spend/logs/v2': { body: { data: [], total: 0, next_cursor: null } },
  });

describe('every page of an empty gateway', () => {
  it.each([
    ['/ui/', 'Overview', 'Get your first answer'],
    ['/ui/keys', 'Keys', 'No keys yet'],
    ['/ui/teams', 'Teams', 'No teams yet'],
    ['/ui/users', 'Users', 'No users yet'],
    ['/ui/organizations', 'Organizations', 'No organizations yet'],
    ['/ui/budgets', 'Budgets', 'No budgets yet'],
    ['/ui/customers', 'Customers', 'No customers yet'],
    ['/ui/tags', 'Tags', 'No tags yet'],
    ['/ui/access-groups', 'Access groups', 'No access groups yet'],
    ['/ui/models', 'Models', 'No models yet'],
    ['/ui/usage', 'Usage', 'Nothing was used in this time'],
    ['/ui/exports', 'Exports', 'No exports yet'],
    ['/ui/logs?range=all', 'Logs', 'No calls yet'],
    ['/ui/settings', 'Settings', 'This gateway'],
  ])(
    '%s teaches the first step, names the tab and is accessible',
    async (address, title, first) => {
      emptyApi();
      renderApp(address);
      await screen.findByRole('heading', { name: title, level: 1 });
      await screen.findByRole('heading', { name: first });
      expect(document.title).toBe(`${title} · Tollgate`);
      // jsdom draws nothing: contrast is checked in a real browser.
      const { violations } = await act(() =>
        axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } }),
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    },
    20_000,
  );
});

describe('a page', () => {
  it("shows a failure in the API's words, and tries again when asked", async () => {
    let healthy = false;
    fakeApi({
      'GET /ui/session': { body: SESSION },
      'GET /model/info': () =>
        healthy
          ? { body: { data: [] } }
          : { status: 403, body: { detail: { error: 'The database is being upgraded.' } } },
    });
    const { user } = renderApp('/ui/models');
    expect(await screen.findByText('The database is being upgraded.')).toBeDefined();
    healthy = true;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No models yet')).toBeDefined();
  });

  it.each(['internal_user', 'internal_user_viewer'] as const)(
    'shows %s no page that is for admins',
    async (role) => {
      fakeApi({
        'GET /ui/session': { body: { ...SESSION, role } },
        'GET /key/list': { body: keyList() },
      });
      renderApp('/ui/keys');
      const pages = await screen.findByRole('navigation', { name: 'Pages' });
      expect(pages.textContent).toContain('Keys');
      expect(pages.textContent).not.toMatch(/Users|Budgets|Customers|Tags|Access groups/);
    },
  );

  it('shows names as text, whatever they hold', async () => {
    fakeApi({
      'GET /ui/session': { body: SESSION },
      'GET /key/list': { body: keyList(sampleKey({ key_alias: HOSTILE })) },
    });
    renderApp('/ui/keys');
    expect(await screen.findByRole('link', { name: HOSTILE })).toBeDefined();
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });

  it('says so when there is none at the address', async () => {
    emptyApi();
    renderApp('/ui/nowhere');
    expect(await screen.findByRole('heading', { name: 'There is no such page' })).toBeDefined();
  });
});

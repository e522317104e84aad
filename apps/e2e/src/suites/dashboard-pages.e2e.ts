import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { companyConfig, openCompany } from '../product/company.js';
import { DashboardBrowser, type DashboardPage } from '../product/dashboard-browser.js';
import { eventually } from '../product/eventually.js';
import { type ExternalPostgres, startExternalPostgres } from '../product/external-postgres.js';
import { repeatOnPastDays } from '../product/past-days.js';
import { MASTER_KEY, Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

/** More than two periods of thirty days, so that one can be compared with the other. */
const PAST_DAYS = 62;
/** Bytes of JavaScript, gzip, before the sign-in and the overview work; charts come when one is shown. */
const FIRST_LOAD_LIMIT = 300_000;
/** Would run, if a page took names for HTML. */
const HOSTILE = '<img src=x onerror="window.ran=true">';

describeWith('chromium', 'every page of the dashboard of a busy gateway', () => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  let postgres: ExternalPostgres;
  let product: Product;
  let browser: DashboardBrowser;
  /** Below `/ui`, by what their pictures are called. */
  let addresses: Map<string, string>;

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make('embedded');
    postgres = await startExternalPostgres();
    const config = surroundings.write('config.yaml', companyConfig(fakes));
    product = await Product.start(surroundings, config, { env: { DATABASE_URL: postgres.url } });
    const { teams, calls } = await openCompany(product, fakes);
    const { manage } = product;
    const log = () => manage.call<{ total: number }>('GET', '/spend/logs/v2?page_size=1');
    await eventually(async () => expect((await log()).total).toBe(calls), 30_000);
    await repeatOnPastDays(postgres.url, PAST_DAYS);
    browser = await DashboardBrowser.launch(product.url, 'pages');
    addresses = await addressesOf(teams);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await surroundings?.remove();
    await postgres?.stop();
    await fakes?.close();
  });

  /** Every page of the navigation, whatever is added to it; pages of one thing; drawers and forms. */
  async function addressesOf(teams: ReadonlyMap<string, string>): Promise<Map<string, string>> {
    const { manage } = product;
    const { keys } = await manage.call<{ keys: string[] }>('GET', '/key/list?key_alias=search-backend');
    const { users } = await manage.call<{ users: { user_id: string }[] }>('GET', '/user/list');
    const organizations = await manage.call<{ organization_id: string }[]>('GET', '/organization/list');
    const { data } = await manage.call<{ data: { id: string }[] }>(
      'GET',
      '/spend/logs/v2?model_group=gpt-4o-mini&status_filter=success&page_size=1',
    );
    return new Map([
      ...(await navigated()),
      ['key', `/keys/${keys[0]}`],
      ['new-key', '/keys?create=open'],
      ['team', `/teams/${teams.get('Search')}`],
      ['user', `/users/${users[0]?.user_id}`],
      ['organization', `/organizations/${organizations[0]?.organization_id}`],
      ['customer', '/customers?open=globex'],
      ['new-model', '/models?create=open'],
      ['route', '/models?route=gpt-4o-mini'],
      ['settings-routing', '/settings?tab=routing'],
      ['settings-configuration', '/settings?tab=configuration&all=on'],
      ['settings-audit', '/settings?tab=audit'],
      ['usage-by-team', '/usage?by=team'],
      ['new-export', '/exports?create=open'],
      ['call', `/logs?range=all&open=${data[0]?.id}`],
    ]);
  }

  async function navigated(): Promise<[string, string][]> {
    const { page } = await signedIn();
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
    const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    await page.context().close();
    return paths.map((path) => {
      const address = path.replace(/^.*?\/ui/, '') || '/';
      return [address === '/' ? 'overview' : address.slice(1), address];
    });
  }

  async function signedIn(options: Parameters<DashboardBrowser['newPage']>[0] = {}): Promise<DashboardPage> {
    const page = await browser.newPage(options);
    await page.signInWithMasterKey(MASTER_KEY);
    return page;
  }

  it.each(['light', 'dark'] as const)(
    'has no serious accessibility fault in %s, and no error of its own',
    async (colorScheme) => {
      const dashboard = await signedIn({ colorScheme });
      const faults: Record<string, string[]> = {};
      for (const [name, address] of addresses) {
        await dashboard.visit(address);
        // While a drawer fades in, its text is as pale as no reader sees it.
        await eventually(async () => {
          faults[address] = await dashboard.accessibilityFaults();
          expect(faults[address]).toEqual([]);
          delete faults[address];
        }, 3_000).catch(() => undefined);
        if (colorScheme === 'light') await dashboard.picture(name);
      }
      expect({ faults, troubles: dashboard.troubles }).toEqual({ faults: {}, troubles: [] });
      await dashboard.page.context().close();
    },
    180_000,
  );

  it.each([390, 1024, 1600])(
    'fits into %d pixels: no page scrolls sideways',
    async (width) => {
      const viewport = { width, height: 844 };
      const dashboard = await browser.newPage({ viewport });
      await dashboard.page.setViewportSize({ width: 1440, height: 900 });
      await dashboard.signInWithMasterKey(MASTER_KEY);
      await dashboard.page.setViewportSize(viewport);
      const tooWide: Record<string, number> = {};
      for (const address of addresses.values()) {
        await dashboard.visit(address);
        const overflow = await dashboard.overflow();
        if (overflow > 0) tooWide[address] = overflow;
      }
      if (width === 390) {
        await dashboard.visit('/');
        await dashboard.picture('phone');
      }
      expect(tooWide).toEqual({});
      await dashboard.page.context().close();
    },
    180_000,
  );

  it('signs in and shows the overview with at most 300 kB of JavaScript, charts apart', async () => {
    const dashboard = await browser.newPage();
    const scripts = new Map<string, Promise<number>>();
    dashboard.page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith('.js') && !/\/charts-[^/]+\.js$/.test(pathname))
        scripts.set(
          pathname,
          response.body().then((body) => gzipSync(body).length),
        );
    });
    await dashboard.signInWithMasterKey(MASTER_KEY);
    await dashboard.settled();
    const bytes = (await Promise.all(scripts.values())).reduce((sum, length) => sum + length, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
    await dashboard.page.context().close();
  });

  it('makes a key by keyboard alone', async () => {
    const { page } = await signedIn();
    await page.keyboard.press('c');
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByLabel('Name').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('by-keyboard');
    await page.keyboard.press('Enter');
    const secret = page.getByTestId('secret');
    await secret.waitFor();
    expect(await secret.textContent()).toMatch(/^sk-/);
    const done = page.getByRole('button', { name: 'I have copied it' });
    for (let tabs = 0; tabs < 40 && !(await done.evaluate((one) => one === document.activeElement)); tabs++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'by-keyboard' }).waitFor();
    await page.context().close();
  });

  it('shows names as the text they are, whatever they hold', async () => {
    const { manage } = product;
    await manage.generateKey({ key_alias: HOSTILE, tags: [HOSTILE] });
    await manage.call('POST', '/team/new', { team_alias: HOSTILE });
    await manage.call('POST', '/organization/new', { organization_alias: HOSTILE });
    await manage.call('POST', '/customer/new', { user_id: HOSTILE, alias: HOSTILE });
    await manage.call('POST', '/tag/new', { name: HOSTILE, description: HOSTILE });
    await manage.call('POST', '/budget/new', { budget_id: HOSTILE });
    await manage.call('POST', '/v1/access_group', {
      access_group_name: HOSTILE,
      access_model_names: [HOSTILE],
    });
    await manage.call('POST', '/user/new', { user_alias: HOSTILE, auto_create_key: false });
    const dashboard = await signedIn();
    const lists = [
      'keys',
      'teams',
      'organizations',
      'customers',
      'tags',
      'budgets',
      'access-groups',
      'users',
    ];
    for (const list of lists) {
      await dashboard.visit(`/${list}`);
      await dashboard.page.getByText(HOSTILE).first().waitFor();
    }
    expect(await dashboard.page.evaluate(() => 'ran' in window)).toBe(false);
    expect(dashboard.troubles).toEqual([]);
    await dashboard.page.context().close();
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import OpenAI, { RateLimitError } from 'openai';
import { FakeProviders } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { DashboardBrowser, type DashboardPage } from '../product/dashboard-browser.js';
import { eventually } from '../product/eventually.js';
import { pico, sumOf, xlsxAmounts } from '../product/exact-amounts.js';
import { MASTER_KEY, Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

/** What a month of the team may cost, in USD: a handful of calls of the fake model. */
const BUDGET = '0.01';
const RAISED = '5';
const MEMBER = 'ada@example.com';
const FINANCE = 'finance@example.com';
const PASSWORD = 'correct horse battery staple';
/** More calls than the budget pays for by far. */
const CALLS_MAX = 200;

describeWith('chromium', "a team admin's day and a finance person's month", () => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  let product: Product;
  let browser: DashboardBrowser;
  let admin: DashboardPage;
  let member: DashboardPage;
  let finance: DashboardPage;
  let invitation: string;
  let secret: string;
  let calls = 0;

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make('embedded');
    product = await Product.start(surroundings, surroundings.write('config.yaml', 'model_list: []\n'));
    browser = await DashboardBrowser.launch(product.url, 'journey');
    [admin, member, finance] = [await browser.newPage(), await browser.newPage(), await browser.newPage()];
  });
  afterAll(async () => {
    await browser?.close();
    await surroundings.remove();
    await fakes.close();
  });

  const ask = async () => {
    calls++;
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: secret, maxRetries: 0 });
    return client.chat.completions.create({
      model: 'claude',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'say 40 words on toll gates' }],
    });
  };

  /** Each step stands on the one before: after a failure the rest says only that. */
  let failed: string | null = null;
  const step = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      if (failed !== null) throw new Error(`Not reached: “${failed}” failed.`);
      failed = name;
      await run().catch(async (error: unknown) => {
        for (const [who, page] of Object.entries({ admin, member, finance }))
          await page.picture(`failed-${who}`).catch(() => undefined);
        throw error;
      });
      failed = null;
    });

  step('the admin signs in on an empty install', async () => {
    await admin.page.goto(`${product.url}/ui`);
    await admin.picture('01-sign-in');
    await admin.signInWithMasterKey(MASTER_KEY);
    await admin.page.getByRole('heading', { name: 'Get your first answer' }).waitFor();
    await admin.picture('02-empty-install');
  });

  step('the admin adds a model of a provider', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: 'Add a model' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Provider' }).fill('anthropic');
    await page.getByRole('option', { name: 'Anthropic (anthropic)' }).click();
    await dialog.getByRole('textbox', { name: 'Model', exact: true }).fill('claude-sonnet-4-20250514');
    await dialog.getByLabel('Public name').fill('claude');
    await dialog.getByLabel('API key').fill('sk-ant-secret-of-anthropic');
    await dialog.getByRole('button', { name: 'Address and sign-in' }).click();
    await dialog.getByLabel('Base URL').fill(fakes.baseUrl('anthropic'));
    await admin.picture('03-new-model');
    await dialog.getByRole('button', { name: 'Add model' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('table', { name: 'Models' }).getByText('claude', { exact: true }).first().waitFor();
  });

  step('the admin creates a team with a monthly budget', async () => {
    const { page } = admin;
    await admin.open('Teams');
    await page.getByRole('button', { name: 'Create team' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Search');
    await dialog.getByLabel('Budget (USD)').fill(BUDGET);
    await dialog.getByRole('combobox', { name: 'Budget resets' }).click();
    await page.getByRole('option', { name: 'every 1 month' }).click();
    await admin.picture('04-new-team');
    await dialog.getByRole('button', { name: 'Create team' }).click();
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
  });

  step('the admin adds a member, who may make keys, and gets a link for her', async () => {
    const { page } = admin;
    await page.getByRole('checkbox', { name: 'Make keys' }).click();
    await page.getByRole('checkbox', { name: 'Make keys', checked: true, disabled: false }).waitFor();
    await page.getByRole('button', { name: 'Add member' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill(MEMBER);
    await dialog.getByRole('button', { name: 'Add member' }).click();
    invitation = (await dialog.getByTestId('secret').textContent()) ?? '';
    expect(invitation).toContain(`${product.url}/ui/invitation?invitation_id=`);
    await admin.picture('05-invitation');
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('table', { name: 'Members' }).getByText(MEMBER).waitFor();
    await admin.picture('06-team');
  });

  step('the member accepts the invitation, and signs in', async () => {
    await member.acceptInvitation(invitation, MEMBER, PASSWORD);
    const pages = member.page.getByRole('navigation');
    expect(await pages.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await member.picture('07-member');
  });

  step('the member makes a key for the team', async () => {
    const { page } = member;
    await member.open('Keys');
    await page.getByRole('button', { name: 'Create key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('search-backend');
    await dialog.getByRole('button', { name: 'Owner, limits, expiry, tags' }).click();
    await dialog.getByRole('combobox', { name: 'Team' }).click();
    await page.getByRole('option', { name: 'Search' }).click();
    await member.picture('08-new-key');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    secret = (await dialog.getByTestId('secret').textContent()) ?? '';
    expect(secret).toMatch(/^sk-/);
    await member.picture('09-key-made');
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
  });

  step("the key is answered until the team's month is used up", async () => {
    let refusal: unknown;
    while (refusal === undefined && calls < CALLS_MAX)
      await ask().catch((error: unknown) => (refusal = error));
    expect(refusal).toBeInstanceOf(RateLimitError);
    expect(calls).toBeGreaterThan(1);
  });

  step('the admin finds the refusal in Logs, and why', async () => {
    const { page } = admin;
    await admin.open('Logs');
    await page.getByText('Failed', { exact: true }).click();
    const refused = page.getByRole('table', { name: 'Calls' }).getByText('Failed 429');
    await refused.waitFor();
    await admin.picture('10-refusal');
    await refused.click();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByRole('region', { name: 'error message' })
      .getByText('Budget has been exceeded!')
      .waitFor();
    await admin.picture('11-why-refused');
    await page.keyboard.press('Escape');
  });

  step('the admin raises the budget, and the key is answered again', async () => {
    const { page } = admin;
    await admin.open('Teams');
    await page.getByRole('link', { name: 'Search' }).click();
    await page.getByRole('table', { name: 'Limits' }).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Budget (USD)').fill(RAISED);
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await page.getByRole('table', { name: 'Limits' }).getByText(`$${RAISED}.00`).waitFor();
    await admin.picture('12-budget-raised');
    const answer = await ask();
    expect(answer.choices).toHaveLength(1);
  });

  step('the admin invites somebody of finance, who sees everything and changes nothing', async () => {
    const { page } = admin;
    await admin.open('Users');
    await page.getByRole('button', { name: 'Invite user' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill(FINANCE);
    await dialog.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: 'Admin, reads only' }).click();
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = (await dialog.getByTestId('secret').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await finance.acceptInvitation(link, FINANCE, PASSWORD);
  });

  step('finance exports the month as XLSX, whose total equals the page', async () => {
    const { page } = finance;
    await eventually(async () => {
      const { metadata } = await product.manage.activity(secret);
      expect(metadata.total_api_requests).toBe(calls);
    }, 60_000);
    await finance.open('Usage');
    await page.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: 'This month' }).click();
    await page.getByText('search-backend').first().waitFor();
    const shown = page.getByRole('group', { name: 'Spend (USD)' }).locator('[title]');
    const ofThePage = pico((await shown.getAttribute('title'))?.replace(/[$,]/g, ''));
    expect(ofThePage).toBeGreaterThan(0n);
    await finance.picture('13-usage');
    await page.getByRole('link', { name: 'Export' }).last().click();
    await finance.picture('14-new-export');
    await page.getByRole('dialog').getByRole('button', { name: 'Write the file' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Ready, ties out').waitFor();
    await finance.picture('15-export-done');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      drawer.getByRole('link', { name: /^Download .*\.xlsx$/ }).click(),
    ]);
    const path = join(surroundings.folder, 'month.xlsx');
    await download.saveAs(path);
    expect(sumOf(await xlsxAmounts(path))).toBe(ofThePage);
  });

  step('nothing went wrong on any page', async () => {
    expect([...admin.troubles, ...member.troubles, ...finance.troubles]).toEqual([]);
    await Promise.resolve();
  });
});

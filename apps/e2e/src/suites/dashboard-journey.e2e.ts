import { afterAll, beforeAll, expect, it } from '@jest/globals';
import OpenAI, { RateLimitError } from 'openai';
import { FakeProviders } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { configFor } from '../product/config-file.js';
import { DashboardBrowser, type DashboardPage } from '../product/dashboard-browser.js';
import { MASTER_KEY, Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

/** What a month of the team may cost, in USD: a handful of calls of the fake models. */
const BUDGET = '0.01';
const RAISED = '5';
const MEMBER = 'ada@example.com';
const PASSWORD = 'correct horse battery staple';

describeWith('chromium', "a team admin's day and a finance person's month", () => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  let product: Product;
  let browser: DashboardBrowser;
  let admin: DashboardPage;
  let member: DashboardPage;
  let invitation: string;
  let secret: string;

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make('embedded');
    product = await Product.start(surroundings, surroundings.write('config.yaml', configFor(fakes)));
    browser = await DashboardBrowser.launch(product.url, 'journey');
    admin = await browser.newPage();
    member = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await surroundings.remove();
    await fakes.close();
  });

  const client = () => new OpenAI({ baseURL: `${product.url}/v1`, apiKey: secret, maxRetries: 0 });
  const ask = () =>
    client().chat.completions.create({
      model: 'claude',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'say 40 words on toll gates' }],
    });

  /** Each step stands on the one before: after a failure the rest says only that. */
  let failed: string | null = null;
  const step = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      if (failed !== null) throw new Error(`Not reached: “${failed}” failed.`);
      failed = name;
      await run().catch(async (error: unknown) => {
        await admin.picture('failed-admin');
        await member.picture('failed-member');
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

  step('the admin creates a team with a monthly budget', async () => {
    const { page } = admin;
    await admin.open('Teams');
    await page.getByRole('button', { name: 'Create team' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Search');
    await dialog.getByLabel('Budget (USD)').fill(BUDGET);
    await dialog.getByRole('combobox', { name: 'Budget resets' }).click();
    await page.getByRole('option', { name: 'every 1 month' }).click();
    await admin.picture('03-new-team');
    await dialog.getByRole('button', { name: 'Create team' }).click();
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
  });

  step('the admin adds a member, who may make keys, and gets a link for her', async () => {
    const { page } = admin;
    await page.getByRole('checkbox', { name: 'Make keys' }).check();
    await page.getByRole('button', { name: 'Add member' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill(MEMBER);
    await dialog.getByRole('button', { name: 'Add member' }).click();
    invitation = (await dialog.getByTestId('secret').textContent()) ?? '';
    expect(invitation).toContain(`${product.url}/ui/invitation?invitation_id=`);
    await admin.picture('04-invitation');
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('table', { name: 'Members' }).getByText(MEMBER).waitFor();
    await admin.picture('05-team');
  });

  step('the member accepts the invitation and is signed in', async () => {
    const { page } = member;
    await page.goto(invitation);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await member.picture('06-accept');
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Keys' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail address or user id').fill(MEMBER);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Keys' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link', { name: 'Users' }).count()).toBe(0);
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
    await member.picture('07-new-key');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    secret = (await dialog.getByTestId('secret').textContent()) ?? '';
    expect(secret).toMatch(/^sk-/);
    await member.picture('08-key-made');
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
  });

  step("the key is answered until the team's month is used up", async () => {
    let answers = 0;
    let refusal: unknown;
    while (refusal === undefined && answers < 200) {
      try {
        await ask();
        answers++;
      } catch (error) {
        refusal = error;
      }
    }
    expect(answers).toBeGreaterThan(0);
    expect(refusal).toBeInstanceOf(RateLimitError);
  });

  step('the admin finds the refusal in Logs, and why', async () => {
    const { page } = admin;
    await admin.open('Logs');
    await page.getByText('Failed', { exact: true }).click();
    await page.getByRole('table', { name: 'Calls' }).getByText('Failed 429').waitFor();
    await admin.picture('09-refusal');
    await page.getByRole('table', { name: 'Calls' }).getByText('Failed 429').click();
    const drawer = page.getByRole('dialog');
    await drawer
      .getByText(/budget/i)
      .first()
      .waitFor();
    await admin.picture('10-why-refused');
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
    await page.getByText('Active', { exact: true }).first().waitFor();
    await admin.picture('11-budget-raised');
    const answer = await ask();
    expect(answer.choices).toHaveLength(1);
  });
});

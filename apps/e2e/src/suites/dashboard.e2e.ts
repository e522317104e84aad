import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import OpenAI, { PermissionDeniedError, RateLimitError } from 'openai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { SESSION_COOKIE } from '@tollgate/core';
import { CHROMIUM_FLAGS, chromiumPath, FakeProviders } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { configFor } from '../product/config-file.js';
import { eventually } from '../product/eventually.js';
import { MASTER_KEY, Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

/** Where the README's pictures go, when they are to be made. */
const SCREENSHOTS = process.env['TOLLGATE_SCREENSHOTS'] ?? '';

describeWith('chromium', 'the dashboard in a real browser', () => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  let product: Product;
  let browser: Browser;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make('embedded');
    product = await Product.start(surroundings, surroundings.write('config.yaml', configFor(fakes)));
    browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS] });
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`${message.text()} ${message.location().url}`);
    });
  });
  afterAll(async () => {
    await browser?.close();
    await surroundings.remove();
    await fakes.close();
  });

  const picture = async (name: string) => {
    if (SCREENSHOTS === '') return;
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
  };

  const open = async (name: string) => {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };

  it('sign in → make a key → use it → refused for a model it may not use → see it in Logs and Usage', async () => {
    if (SCREENSHOTS !== '') takeTheTimeOfRealModels();
    await othersAtWork(product);
    await signIn();
    const secret = await makeKey('checkout-service', 'gpt');
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: secret, maxRetries: 0 });
    const ask = { messages: [{ role: 'user' as const, content: 'hello from the checkout' }] };
    for (let call = 0; call < 6; call++) await client.chat.completions.create({ ...ask, model: 'gpt' });
    await expect(client.chat.completions.create({ ...ask, model: 'claude' })).rejects.toBeInstanceOf(
      PermissionDeniedError,
    );
    await eventually(async () => expect(await product.manage.spendRows(secret)).toHaveLength(7));

    await open('Logs');
    const calls = page.getByRole('table', { name: 'Calls' });
    await calls.getByText('checkout-service').first().waitFor();
    await picture('logs');
    await open('Usage');
    await page.getByText('checkout-service').first().waitFor();
    await picture('usage');
    await open('Keys');
    await page.getByText('checkout-service').first().waitFor();
    await picture('keys');
    await open('Overview');
    await page.reload();
    await page.getByText('checkout-service').first().waitFor();
    await picture('overview');
    expect(troubles).toEqual([]);
  });

  it('keeps no key where scripts can read it, and forgets the session on sign-out', async () => {
    const stored = () => JSON.stringify({ ...localStorage, ...sessionStorage });
    expect(await page.evaluate(stored)).not.toContain('sk-');
    expect(await page.evaluate(() => document.cookie)).not.toMatch(/session|sk-/);
    const [cookie] = (await page.context().cookies()).filter((one) => one.name === SESSION_COOKIE);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  });

  it('refuses a wrong master key with a sentence, in light and in dark', async () => {
    const other = await browser.newContext({ colorScheme: 'dark' });
    const stranger = await other.newPage();
    await stranger.goto(`${product.url}/ui`);
    await stranger.getByLabel('Master key').fill('sk-wrong-wrong-wrong');
    await stranger.getByRole('button', { name: 'Sign in' }).click();
    await stranger
      .getByRole('alert')
      .or(stranger.getByText(/not|wrong|invalid/i))
      .first()
      .waitFor();
    await other.close();
  });

  function takeTheTimeOfRealModels(): void {
    fakes.always({ provider: 'openai' }, { faults: [{ kind: 'delay', ms: 380 }] });
    fakes.always({ provider: 'anthropic' }, { faults: [{ kind: 'delay', ms: 910 }] });
  }

  async function signIn(): Promise<void> {
    await page.goto(`${product.url}/ui`);
    await page.getByLabel('Master key').fill(MASTER_KEY);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Keys' }).waitFor();
    // Before signing in, the page asked who is there and was told: nobody.
    troubles.length = 0;
  }

  async function makeKey(alias: string, model: string): Promise<string> {
    await open('Keys');
    await page.getByRole('button', { name: 'Create key' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(alias);
    await dialog.getByLabel('Models').fill(model);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    const secret = (await dialog.getByTestId('secret').textContent()) ?? '';
    expect(secret).toMatch(/^sk-[\w-]{16,}$/);
    await picture('key-created');
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    return secret;
  }
});

/** Some calls of other keys, so that the pages have something to tell apart. */
async function othersAtWork(product: Product): Promise<void> {
  const names = ['search-backend', 'support-bot', 'nightly-evals'];
  for (const [place, key_alias] of names.entries()) {
    const { key } = await product.manage.generateKey({ key_alias });
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: key, maxRetries: 0 });
    for (let call = 0; call < 4 + 3 * place; call++) {
      const content = call === 2 ? '[[fault {"kind":"status","status":429}]]' : `say ${40 + 25 * call} words`;
      await client.chat.completions
        .create({
          model: call % 3 === 0 ? 'claude' : 'gpt',
          max_tokens: 2_000,
          messages: [{ role: 'user', content }],
        })
        .catch((error: unknown) => {
          if (!(error instanceof RateLimitError)) throw error;
        });
    }
  }
}

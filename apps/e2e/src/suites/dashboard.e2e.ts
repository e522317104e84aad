import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import OpenAI, { PermissionDeniedError } from 'openai';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath, FakeProviders } from '@tollgate/testing';
import { describeWith } from '@tollgate/testing/jest';
import { configFor } from '../product/config-file.js';
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
    page.setDefaultTimeout(15_000);
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
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
  };

  it('sign in → make a key → use it → refused for a model it may not use → see it in Logs and Usage', async () => {
    await page.goto(`${product.url}/ui`);
    await page.getByLabel(/master key/i).fill(MASTER_KEY);
    await page.getByRole('button', { name: /sign in/i }).click();
    await page.getByRole('link', { name: /keys/i }).first().click();
    await page.waitForURL(/\/keys/);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'sk-',
    );
    expect(await page.evaluate(() => document.cookie)).toBe('');

    const secret = await makeKey('checkout-service', 'gpt');
    const client = new OpenAI({ baseURL: `${product.url}/v1`, apiKey: secret, maxRetries: 0 });
    const ask = { messages: [{ role: 'user' as const, content: 'hello from the checkout' }] };
    for (let call = 0; call < 6; call++) await client.chat.completions.create({ ...ask, model: 'gpt' });
    await expect(client.chat.completions.create({ ...ask, model: 'claude' })).rejects.toBeInstanceOf(
      PermissionDeniedError,
    );

    await page.getByRole('link', { name: /^logs/i }).first().click();
    await page
      .getByText('gpt-4o-mini')
      .or(page.getByText('gpt', { exact: true }))
      .first()
      .waitFor();
    await picture('logs');
    await page
      .getByRole('link', { name: /^usage/i })
      .first()
      .click();
    await page.getByText('checkout-service').first().waitFor();
    await picture('usage');
    expect(troubles).toEqual([]);
  });

  async function makeKey(alias: string, model: string): Promise<string> {
    await page
      .getByRole('button', { name: /(create|new) key/i })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel(/name|alias/i)
      .first()
      .fill(alias);
    await dialog
      .getByLabel(/models/i)
      .first()
      .click();
    await page.getByRole('option', { name: model, exact: true }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: /create/i }).click();
    const shown = page.getByText(/^sk-[\w-]{16,}$/).first();
    await shown.waitFor();
    const secret = (await shown.textContent()) ?? '';
    await picture('key-created');
    return secret;
  }
});

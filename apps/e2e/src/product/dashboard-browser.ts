import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from '@tollgate/testing';

/** Where pictures go, when they are to be made. */
const SCREENSHOTS = process.env['TOLLGATE_SCREENSHOTS'] ?? '';

/** A browser for the dashboard of one running product. */
export class DashboardBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
    private readonly folder: string,
  ) {}

  /** @param folder of its pictures, below TOLLGATE_SCREENSHOTS */
  static async launch(url: string, folder: string): Promise<DashboardBrowser> {
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS] });
    return new DashboardBrowser(browser, url, folder);
  }

  /** A page with a session of its own, as another person has. */
  async newPage(options: BrowserContextOptions = {}): Promise<DashboardPage> {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
      acceptDownloads: true,
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new DashboardPage(page, this.url, this.folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** One person's page, and what went wrong on it. */
export class DashboardPage {
  /** Errors of scripts and of the console. */
  readonly troubles: string[] = [];

  constructor(
    readonly page: Page,
    private readonly url: string,
    private readonly folder: string,
  ) {
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.troubles.push(`${message.text()} ${message.location().url}`);
    });
  }

  async signInWithMasterKey(key: string): Promise<void> {
    await this.page.goto(`${this.url}/ui`);
    await this.page.getByLabel('Master key').fill(key);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('navigation').getByRole('link', { name: 'Keys' }).waitFor();
    // Before signing in, the page asked who is there and was told: nobody.
    this.troubles.length = 0;
  }

  /** Accepts an invitation, then signs in anew with the password: as on every later day. */
  async acceptInvitation(link: string, email: string, password: string): Promise<void> {
    const { page } = this;
    await page.goto(link);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByLabel('Password again').fill(password);
    await this.picture(`accept-${email.split('@')[0]}`);
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Keys' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail address or user id').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Keys' }).waitFor();
  }

  /** Goes to a page by the navigation. */
  async open(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  /** Goes to an address below `/ui`, and waits until its figures are there. */
  async visit(address: string): Promise<void> {
    await this.page.goto(`${this.url}/ui${address}`);
    await this.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await this.settled();
  }

  /** Until nothing is being loaded. */
  async settled(): Promise<void> {
    await this.page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  }

  /** What axe-core finds serious or critical: the rule and the first place of each. */
  async accessibilityFaults(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document);
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
    });
  }

  /** By how many pixels the page is wider than the window. */
  async overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  /** A screenshot, when they are wanted: of a page whose figures are there. */
  async picture(name: string): Promise<void> {
    if (SCREENSHOTS === '') return;
    const folder = join(SCREENSHOTS, this.folder);
    mkdirSync(folder, { recursive: true });
    await this.settled();
    await this.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  }
}

import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { closers } from './checks.ts';

const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  (name) => `/usr/bin/${name}`,
);

/** Closed once the tests of a file are over. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error('There is no Chromium. Install it, or say in CHROMIUM where it is.');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  const browser = await chromium.launch({
    executablePath,
    args: [...args, '--disable-component-update', '--disable-sync', ...more],
    // Without it a browser saves no file whose name has an accent under that name.
    env: { ...process.env, LANG: 'C.UTF-8' },
  });
  closers.add(() => browser.close());
  return browser;
}

export interface Looks {
  readonly locale?: 'en' | 'es';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly scripts?: boolean;
  /** What it asks for passes by the routes of a test. */
  readonly serviceWorker?: boolean;
}

/** A browser of its own. Faults on its pages, such as a script error or a blocked fetch, are collected. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly faults: string[];
  open(path: string): Promise<Page>;
  close(): Promise<void>;
}

export async function visit(browser: Browser, url: string, looks: Looks = {}): Promise<Visitor> {
  const { locale = 'en', theme = 'light', width = 1280, scripts = true, serviceWorker = false } = looks;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width < 600 ? 740 : 900 },
    locale,
    colorScheme: theme,
    timezoneId: 'America/New_York',
    javaScriptEnabled: scripts,
    reducedMotion: 'reduce',
    serviceWorkers: serviceWorker ? 'allow' : 'block',
  });
  await context.addCookies([
    { name: 'locale', value: locale, url },
    { name: 'theme', value: theme, url },
  ]);
  const faults: string[] = [];
  context.on('weberror', (fault) => faults.push(String(fault.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text()))
      faults.push(message.text());
  });
  context.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return {
    context,
    faults,
    open: async (path) => {
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    close: () => context.close(),
  };
}

/** Signs in as one of the demo people by name. */
export async function signInAs(visitor: Visitor, name: string): Promise<void> {
  const page = await visitor.open('/sign-in');
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.close();
}

/** Opens what one does rarely with a post. */
export async function openActs(post: Locator | Page): Promise<void> {
  await post.getByRole('button', { name: /^(More for|Más acciones para)/ }).click();
}

/** Waits until the page is live. */
export async function untilLive(page: Page): Promise<void> {
  // It is silent while it is well.
  await page.locator('[data-testid=connection].live').waitFor({ state: 'attached' });
}

/** A page's posts or questions as text, without relative times. */
export async function readPage(page: Page, testId: string): Promise<string[]> {
  const texts = await page
    .getByTestId(testId)
    .locator('> li[id]')
    .evaluateAll((items) =>
      items.map((item) => {
        const copy = document.importNode(item, true);
        // Times go by, and faces come once there is nothing else to load.
        for (const passing of copy.querySelectorAll('time, .avatar')) passing.remove();
        return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
      }),
    );
  return texts;
}

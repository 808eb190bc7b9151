import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import { checkPage } from './check-page.ts';
import { type JourneyInstance, startForJourney } from './instance.ts';
import { readPdf } from './read-pdf.ts';
import { takeScreenshots } from './screenshots.ts';
import { openWindow } from './window.ts';

let instance: JourneyInstance;
let browser: Browser;

before(async () => {
  [instance, browser] = await Promise.all([
    startForJourney(process.env['ROLLCALL_CLOCK'] || '2026-11-23T17:00'),
    launchChromium(),
  ]);
});
after(async () => {
  await browser?.close();
  await instance?.close();
});

/** Every public page that is read, or printed, and its heading. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  '/share-your-data': 'Share your daily school attendance data',
  '/get-access': 'Get access to your reports',
  '/get-access/schools': 'Get access to your reports: schools',
  '/get-access/trusts': 'Get access to your reports: academy trusts',
  '/get-access/local-authorities': 'Get access to your reports: local authorities',
  '/privacy': 'Privacy notice',
  '/data-protection-impact-assessment': 'Data protection impact assessment',
  '/data-collection-principles': 'Data collection principles',
  '/what-we-collect': 'What we collect',
  '/conditions-of-use': 'Conditions of use',
  '/definitions': 'Definitions',
  '/accessibility': 'Accessibility statement',
  '/cookies': 'Cookies',
  '/statistics/methodology': 'Methodology of the attendance statistics',
  '/statistics/data-guidance': 'Data guidance of the attendance statistics',
};
/** A4 at 96 pixels an inch, less margins of 1 cm. */
const PAPER = { width: 718, height: 1046 };

test('every public page can be read, wide and narrow', async () => {
  const { page, complaints } = await openWindow(instance, browser);
  for (const [path, heading] of Object.entries({ '/': 'Daily school attendance', ...DOCUMENTS })) {
    await page.goto(path);
    await checkPage(page, path, heading);
    await assertContents(page, path);
  }
  assert.deepEqual(complaints, []);
});

/** Every entry of the contents leads to a heading of its own words. */
async function assertContents(page: Page, path: string): Promise<void> {
  for (const entry of await page.getByRole('navigation', { name: 'Contents' }).getByRole('link').all()) {
    const target = await entry.getAttribute('href');
    const text = (await page.locator(`${target}`).textContent()) ?? '';
    assert.ok(text.includes((await entry.textContent()) ?? '?'), `${path}${target}`);
  }
}

test('without signing in or script, a head teacher finds out whether the school may share, and how to get access', async () => {
  const { page } = await openWindow(instance, browser, { javaScriptEnabled: false });
  await page.goto('/');
  await takeScreenshots(page, 'start');
  const start = page.getByRole('main');
  assert.ok(await start.getByRole('button', { name: 'Sign in' }).isVisible());
  await start.getByRole('link', { name: 'Share your school’s data' }).click();
  const check = page.getByRole('region', { name: 'Check whether your school may share' });
  await check.getByLabel('Unique reference number').fill('90000');
  await check.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('link', { name: 'URN must be 6 digits, like 123456' }).click();
  assert.match(await page.title(), /^Error: /);
  await check.getByLabel('Unique reference number').fill('900001');
  await check.getByRole('button', { name: 'Check' }).click();
  assert.match(page.url(), /\?urn=900001#check$/);
  assert.ok(await check.getByRole('heading', { name: /^Yes, .* may share$/ }).isVisible());
  assert.ok(await check.getByRole('link', { name: 'agree for your school' }).isVisible());
  await takeScreenshots(page, 'share-your-data');

  await page.goto('/');
  await start.getByRole('link', { name: 'Get access to your reports' }).click();
  await start.getByRole('link', { name: 'For schools' }).click();
  assert.ok(await start.getByText('overdue after 5 days').isVisible());
  for (const path of Object.keys(DOCUMENTS)) {
    assert.equal((await page.goto(path))?.status(), 200, path);
    assert.ok(await page.getByRole('contentinfo').getByRole('link', { name: 'Privacy notice' }).isVisible(), path);
  }
  assert.deepEqual(await page.context().cookies(), [], 'the public pages set no cookie');
});

test('a new installation has published no statistics, and says when the first are due', async () => {
  const { page } = await openWindow(instance, browser, { javaScriptEnabled: false });
  await page.goto('/statistics');
  assert.ok(await page.getByText('No statistics have been published yet.').isVisible());
  assert.ok(await page.getByText('is due at 9.30am on').isVisible());
});

test('each answer of the check can be read, wide and narrow', async () => {
  const { page } = await openWindow(instance, browser);
  for (const [query, what] of [
    ['urn=900001', 'may share'],
    ['urn=199999', 'is in our list'],
    ['urn=12', 'URN must be 6 digits'],
  ] as const) {
    await page.goto(`/share-your-data?${query}`);
    assert.ok(await page.getByText(what).first().isVisible(), query);
    await checkPage(page, `/share-your-data?${query}`, DOCUMENTS['/share-your-data']!);
  }
});

test('each document makes a whole PDF', async () => {
  const { page } = await openWindow(instance, browser, { javaScriptEnabled: false });
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(PAPER);
  for (const [path, heading] of Object.entries(DOCUMENTS)) {
    await page.goto(path);
    const headings = await page.getByRole('main').getByRole('heading').allTextContents();
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${path} fits the paper`);
    const { pages, titles } = readPdf(await page.pdf({ format: 'A4', tagged: true, outline: true }));
    assert.ok(pages >= 1, path);
    assert.ok(titles.includes(heading), `${path}: its heading`);
    assert.ok(titles.includes(headings.at(-1)!.trim()), `${path}: its last heading, “${headings.at(-1)}”`);
    assert.ok(!titles.includes('Contents'), `${path}: what is only for the screen is not printed`);
  }
});

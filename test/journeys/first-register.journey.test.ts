import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Instance } from '../../src/cli/start.ts';
import { launchChromium } from '../chromium.ts';
import { checkPage } from './check-page.ts';
import { startForJourney } from './instance.ts';
import { takeScreenshots } from './screenshots.ts';
import { findPerson, openWindow, signInAs } from './window.ts';

let instance: Instance;
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

/** Signs in through the stand-in as the head teacher of the second school, a secondary with several pages of pupils. */
async function signIn(page: Page): Promise<{ urn: number; school: string; name: string }> {
  const person = findPerson(instance, 'head teacher', 900002);
  await signInAs(page, person);
  await page.waitForURL(`**/schools/${person.urn}`);
  return { urn: person.urn!, school: person.school, name: person.name };
}

test('a head teacher signs in and reads the school’s attendance', async () => {
  const { page, complaints } = await openWindow(instance, browser);

  const publicPages = {
    '/': 'Daily school attendance',
    '/cookies': 'Cookies',
    '/accessibility': 'Accessibility statement',
    '/what-we-collect': 'What we collect',
    '/conditions-of-use': 'Conditions of use',
    '/sign-in': 'Who do you work for?',
    '/signed-out': 'You are signed out',
    '/no-such-page': 'Page not found',
  };
  for (const [path, heading] of Object.entries(publicPages)) {
    await page.goto(path);
    await checkPage(page, path, heading);
  }

  await page.goto('/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate('document.activeElement.id'), 'main-content', 'the skip link leads to the content');

  const { urn, school, name } = await signIn(page);
  await checkPage(page, 'School overview', school);
  await takeScreenshots(page, 'school-overview');
  assert.ok(await page.getByRole('banner').getByText(name).isVisible());
  assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
  assert.match((await page.locator('.app-tile__figure').first().textContent()) ?? '', /\d\d\.\d%/);
  await page.goto(`/schools/${urn}?population=all`);
  await checkPage(page, 'School overview, all year groups', school);

  await page.getByRole('link', { name: 'Pupils', exact: true }).first().click();
  await checkPage(page, 'Pupils', /^Pupils/);
  await takeScreenshots(page, 'pupils');
  const all = await countPupils(page);
  assert.ok(all > 50, 'enough pupils for two pages');
  await page.getByRole('link', { name: 'Next page' }).click();
  assert.match(page.url(), /page=2/);
  await checkPage(page, 'Pupils, page 2', /^Pupils/);

  await page.goto(`/schools/${urn}/pupils`);
  await page.getByRole('columnheader', { name: 'Attendance' }).getByRole('link').click();
  assert.equal(await page.locator('th[aria-sort]').count(), 1);
  const rates = await page.locator('tbody td strong').allTextContents();
  const numbers = rates.map(Number.parseFloat).filter((rate) => !Number.isNaN(rate));
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => a - b),
    'sorted by attendance',
  );

  await page.getByLabel('Absence').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await checkPage(page, 'Pupils, filtered', /^Pupils/);
  const filtered = await countPupils(page);
  assert.ok(filtered < all);
  await page.getByRole('link', { name: /CSV/ }).click();
  await page.getByRole('button', { name: 'Download (CSV)' }).click();
  await checkPage(page, 'Download without a purpose', /^Download/);
  assert.match(await page.title(), /^Error: /);
  await page.getByLabel('Finding and supporting pupils').check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download (CSV)' }).click(),
  ]);
  const csv = await readDownload(await download.createReadStream());
  assert.equal(
    csv.trimEnd().split('\r\n').length,
    filtered + 1,
    'the file holds the pupils of the filter and a header',
  );
  assert.match(csv, /invented data/i);
  assert.ok(csv.includes(name), 'the file says who took it out');
  await page.goBack();
  await page.getByRole('link', { name: /Back/ }).click();
  await page
    .getByRole('link', { name: /Remove filter/ })
    .first()
    .click();
  assert.equal(await countPupils(page), all);
  await page.getByLabel('Name or UPN').fill("'; DROP TABLE pupil; --");
  await page.getByRole('button', { name: 'Search' }).click();
  await checkPage(page, 'Pupils, none found', /^Pupils/);
  assert.doesNotMatch(page.url(), /DROP/, 'what was searched for is not in the address');

  await page.goto(`/schools/${urn}/pupils`);
  const pupil = page.locator('tbody th a').nth(3);
  const pupilName = ((await pupil.textContent()) ?? '').trim();
  await pupil.click();
  await checkPage(page, 'Pupil', /./);
  assert.ok(
    ((await page.locator('h1').textContent()) ?? '').includes(pupilName.split(',')[0]!),
    'the pupil’s own page',
  );
  await takeScreenshots(page, 'pupil');
  assert.match(page.url(), /\/pupils\/\d+$/);

  await page.getByRole('link', { name: 'Data received', exact: true }).click();
  await checkPage(page, 'Data received', /^Data received/);
  await takeScreenshots(page, 'data-received');

  await page.getByRole('link', { name: 'Who has looked' }).click();
  await checkPage(page, 'Who has looked', 'Who has looked at our pupils');
  await takeScreenshots(page, 'who-has-looked');
  assert.ok(await page.getByRole('cell', { name }).first().isVisible());

  const other = await page.goto('/schools/900001');
  assert.equal(other?.status(), 403);
  await checkPage(page, 'Refused', 'You cannot see this page');
  assert.ok(await page.getByText(`the attendance of ${school} only`).first().isVisible());
  const missing = await page.goto(`/schools/${urn}/pupils/999999`);
  assert.equal(missing?.status(), 404);
  await checkPage(page, 'No such pupil', 'Page not found');

  await page.goto(`/schools/${urn}`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${instance.webUrl}/signed-out`);
  await checkPage(page, 'Signed out', 'You are signed out');
  await page.goto(`/schools/${urn}`);
  await page.getByRole('listitem').filter({ hasText: 'DfE Sign-in' }).getByRole('link').click();
  assert.ok(!page.url().startsWith(instance.webUrl), 'signed out here and at the provider: asked who it is again');
  assert.deepEqual(complaints, []);
});

test('everything is there without JavaScript', async () => {
  const { page } = await openWindow(instance, browser, { javaScriptEnabled: false });
  const { urn } = await signIn(page);
  for (const [path, sign] of [
    [``, '.app-tile__figure'],
    ['/pupils', 'tbody tr'],
    ['/data-received', 'table'],
  ] as const) {
    const answer = await page.goto(`/schools/${urn}${path}`);
    assert.equal(answer?.status(), 200, path);
    assert.ok(await page.locator(sign).first().isVisible(), path);
    assert.ok(
      await page.getByRole('link', { name: 'Data received', exact: true }).isVisible(),
      `the navigation on ${path}`,
    );
  }
  await page.goto(`/schools/${urn}/pupils`);
  const all = await countPupils(page);
  await page.getByLabel('Absence').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Apply filters' }).click();
  assert.ok((await countPupils(page)) < all);
  await page.locator('tbody th a').first().click();
  await page.waitForURL(/\/pupils\/\d+$/);
  assert.ok(await page.locator('table').first().isVisible(), 'the pupil’s page');
});

/** How many pupils the page says that it lists ("6 of 253 pupils"). */
async function countPupils(page: Page): Promise<number> {
  const text = (await page.locator('#results').textContent()) ?? '';
  return Number(/^([\d,]+)/.exec(text.trim())?.[1]?.replaceAll(',', ''));
}

async function readDownload(stream: AsyncIterable<Buffer | string>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

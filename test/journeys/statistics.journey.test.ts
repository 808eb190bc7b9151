import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { startIssuer } from '../../src/access/issuer.fixture.ts';
import { releasesOf } from '../../src/publish/released/folder-releases.fixture.ts';
import type { ReleasedFiles } from '../../src/publish/released/released-files.ts';
import { openTestApp } from '../../src/web/app.fixture.ts';
import { launchChromium } from '../chromium.ts';
import { testDatabase } from '../database.ts';
import { writeInventedRelease } from '../invented-release.ts';
import { checkPage, checkPageWithoutScript } from './check-page.ts';
import { readPdf } from './read-pdf.ts';
import { takeScreenshots } from './screenshots.ts';
import { openWindow } from './window.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-statistics-journey-'));
const logins = await testDatabase({ after });
const issuer = await startIssuer();
const published: ReleasedFiles[] = [];
let app: FastifyInstance;
let browser: Browser;
let site: { webUrl: string };

before(async () => {
  browser = await launchChromium();
  const clock = { now: () => new Date('2026-10-23T12:00:00Z') };
  app = await openTestApp({ logins, issuer, clock, options: { releases: releasesOf(published) } });
  await app.listen({ port: 0 });
  site = { webUrl: `http://localhost:${(app.server.address() as AddressInfo).port}` };
});
after(async () => {
  await browser?.close();
  await app?.close();
  await issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

const EMPTY_PAGES: Readonly<Record<string, string>> = {
  '/statistics': 'Attendance statistics',
  '/statistics/areas': 'Attendance in regions and local authorities',
  '/statistics/areas/E92000001': 'Attendance statistics of an area',
  '/statistics/releases': 'Releases of attendance statistics',
  '/statistics/data': 'Data of the attendance statistics',
};
const DOCUMENTS: Readonly<Record<string, string>> = {
  '/statistics/methodology': 'Methodology of the attendance statistics',
  '/statistics/data-guidance': 'Data guidance of the attendance statistics',
};

test('before the first release every page says that there is none, and when one is due', async () => {
  const { page, complaints } = await openWindow(site, browser);
  for (const [path, heading] of Object.entries({ ...EMPTY_PAGES, ...DOCUMENTS })) {
    await page.goto(path);
    await checkPage(page, path, heading);
    if (path in EMPTY_PAGES) {
      assert.ok(await page.getByText('No statistics have been published yet.').isVisible(), path);
      assert.ok(await page.getByText('due at 9.30am on Thursday 5 November 2026').first().isVisible(), path);
    }
  }
  assert.deepEqual(complaints, []);
});

const PAGES: Readonly<Record<string, { heading: string; picture?: string }>> = {
  '/statistics': { heading: 'Attendance statistics', picture: 'statistics' },
  '/statistics/areas': { heading: 'Attendance in regions and local authorities', picture: 'statistics-areas' },
  '/statistics/areas?measure=persistent&phase=Special&sort=rate&order=descending': {
    heading: 'Attendance in regions and local authorities',
  },
  '/statistics/areas/E92000001': { heading: 'England' },
  '/statistics/areas/E12000001': { heading: 'North East' },
  '/statistics/areas/E06000047': { heading: 'County Durham', picture: 'statistics-area' },
  // One primary school: hidden.
  '/statistics/areas/E09000001': { heading: 'City of London' },
  '/statistics/releases': { heading: 'Releases of attendance statistics', picture: 'statistics-releases' },
  '/statistics/releases/2026-w37': { heading: 'Release 2026-w37' },
  '/statistics/releases/2026-w41': { heading: 'Release 2026-w41', picture: 'statistics-release' },
  '/statistics/data': { heading: 'Data of the attendance statistics', picture: 'statistics-data' },
  '/statistics/methodology': { heading: DOCUMENTS['/statistics/methodology']! },
  '/statistics/data-guidance': {
    heading: DOCUMENTS['/statistics/data-guidance']!,
    picture: 'statistics-data-guidance',
  },
};

test('every page of published figures can be read, wide and narrow', async () => {
  const former = await writeInventedRelease(join(folder, 'w37'), { number: 0 });
  published.push(await writeInventedRelease(join(folder, 'w41'), { former }), former);
  const { page, complaints } = await openWindow(site, browser);
  for (const [path, { heading, picture }] of Object.entries(PAGES)) {
    await page.goto(path);
    await checkPage(page, path, heading);
    assert.equal(await page.getByText('No statistics have been published yet.').count(), 0, path);
    if (path.endsWith('/2026-w41'))
      assert.ok(
        await page.getByText('Of the 4 headline rates of England’s weeks that the release before has too').isVisible(),
      );
    if (picture) await takeScreenshots(page, picture, 'jpeg', path === '/statistics/areas' ? 3200 : undefined);
  }
  assert.deepEqual(complaints, []);
});

test('without signing in or script, somebody finds their authority on the map and in the table, and takes the data', async () => {
  const { page, context } = await openWindow(site, browser, { javaScriptEnabled: false });
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'See attendance statistics' }).click();
  const main = page.getByRole('main');
  await checkPageWithoutScript(page, '/statistics', 'Attendance statistics');
  assert.ok(await main.getByText(/^Attendance in England in the week of 5 to 9 October 2026 was \d+\.\d%/).isVisible());
  await main.getByRole('link', { name: 'Regions and local authorities: map and table' }).click();
  await page.getByLabel('Measure', { exact: true }).selectOption('Unauthorised absence');
  await page.getByLabel('Schools', { exact: true }).selectOption('Special schools');
  await page.getByRole('button', { name: 'Show' }).click();
  assert.match(page.url(), /measure=unauthorised&phase=Special/);

  const table = page.getByRole('region', { name: /^Local authorities: Unauthorised absence, special schools/ });
  await table.getByRole('link', { name: 'Unauthorised absence' }).click();
  await page.waitForURL(/sort=rate/);
  const rates = await table.locator('tbody tr td:nth-of-type(1)').allTextContents();
  const numbers = rates.map((text) => Number.parseFloat(text)).filter((number) => !Number.isNaN(number));
  assert.ok(numbers.length > 50 && rates.length === 153);
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => b - a),
  );
  await checkPageWithoutScript(page, '/statistics/areas', 'Attendance in regions and local authorities');
  // Hidden and missing ones come last, and are told apart.
  const others = rates.slice(numbers.length).map((text) => text.trim());
  assert.deepEqual([...new Set(others)].sort(), ['[c]', 'no data']);
  assert.ok(await main.getByText('[c] means hidden').isVisible());

  await page.getByRole('link', { name: /^County Durham: unauthorised absence \d/ }).click();
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'County Durham');
  await checkPageWithoutScript(page, 'County Durham', 'County Durham');
  assert.ok(await main.getByRole('heading', { name: 'Beside North East and England' }).isVisible());
  assert.ok(await main.getByText('No figures of groups of pupils are published of County Durham').isVisible());

  // One primary school: hidden, in words and with a mark that is explained; the other types of school have no data.
  await page.goto('/statistics/areas/E09000001');
  assert.ok(
    await main.getByText('the figures are hidden, so that nothing can be told of a school').first().isVisible(),
  );
  const week = page.getByRole('region', { name: /^City of London by type of school, the week/ });
  assert.deepEqual(await week.locator('tbody tr').first().getByRole('cell').allTextContents(), [
    '[c]',
    '[c]',
    'no data',
    'no data',
  ]);
  assert.ok(await main.getByText('[c] means hidden').first().isVisible());

  await page.getByRole('navigation', { name: 'Statistics' }).getByRole('link', { name: 'Data', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    main.getByRole('link', { name: 'weekly.csv', exact: true }).click(),
  ]);
  assert.equal(download.suggestedFilename(), '2026-w41-invented-data-weekly.csv');
  assert.deepEqual(await context.cookies(), [], 'the public pages set no cookie');
});

test('every page fits on paper', async () => {
  const { page } = await openWindow(site, browser, { javaScriptEnabled: false });
  await page.emulateMedia({ media: 'print' });
  // A4 at 96 pixels an inch, less margins of 1 cm.
  await page.setViewportSize({ width: 718, height: 1046 });
  for (const [path, { heading }] of Object.entries(PAGES)) {
    await page.goto(path);
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path);
    const { titles } = readPdf(await page.pdf({ format: 'A4', tagged: true, outline: true }));
    assert.ok(titles.includes(heading), path);
  }
});

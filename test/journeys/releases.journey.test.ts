import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { DEFAULT_SETTINGS } from '../../src/domain/disclosure/settings.ts';
import { CHECKS } from '../../src/domain/release/checks.ts';
import { releaseRules } from '../../src/domain/release/rules.ts';
import { academicYear } from '../../src/domain/sessions/academic-year.ts';
import { digestOf, packFile } from '../../src/publish/pack-file.ts';
import { publishDue } from '../../src/publish/publish-release.ts';
import { writeRelease } from '../../src/store/releases.ts';
import { launchChromium } from '../chromium.ts';
import { writeInventedRelease } from '../invented-release.ts';
import { checkPage, checkPageWithoutScript } from './check-page.ts';
import { type JourneyInstance, startForJourney } from './instance.ts';
import { takeScreenshots } from './screenshots.ts';
import { openWindow, signInAs } from './window.ts';

const MADE_AT = new Date('2026-10-19T09:00:00Z');
const DUE_AT = new Date('2026-10-22T08:30:00Z');
const ID = '2026-w41';
const WITHOUT_SCRIPT = { javaScriptEnabled: false };
const PATH = `/operator/releases/${ID}`;
const folder = mkdtempSync(join(tmpdir(), 'rollcall-releases-journey-'));
let instance: JourneyInstance;
let browser: Browser;

before(async () => {
  [instance, browser] = await Promise.all([startForJourney('2026-10-19T10:00'), launchChromium()]);
});
after(async () => {
  await browser?.close();
  await instance?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a release of invented figures, of enough schools for them to be shown, where the worker puts those that it makes. */
async function addRelease(): Promise<void> {
  const invented = await writeInventedRelease(folder);
  const files = await Promise.all(
    invented.files.map(async ({ name }) => packFile(name, true, [gunzipSync((await invented.gzip(name))!).toString()])),
  );
  const inputs = await packFile('inputs.csv', false, ['inputs']);
  const settings = {
    disclosure: DEFAULT_SETTINGS,
    limits: { leastResponsePercent: 75, largestChange: 0.5 },
    invented: true,
  };
  const release = {
    ...{ id: ID, startYear: 2026, asOf: invented.asOf, dueAt: DUE_AT, madeAt: MADE_AT, note: '', codeVersion: '1' },
    ...{ digest: digestOf([...files, inputs]), inputsDigest: inputs.digest },
    rules: releaseRules(academicYear(2026), settings, null),
    checks: CHECKS.map(({ name }) => ({ name, problems: [], found: 0 })),
  };
  await instance.installation.logins.owner
    .transaction()
    .execute((transaction) => writeRelease(transaction, release, [...files, inputs]));
}

const personOf = (email: string) => {
  const found = instance.sandbox!.people.find((each) => each.email === email);
  assert.ok(found, email);
  return found;
};
const main = (page: Page) => page.getByRole('main');
const sees = async (page: Page, text: string | RegExp) =>
  assert.ok(await main(page).getByText(text).first().isVisible(), `${page.url()} says ${text}`);

/** Presses both buttons: the release's own, and that of the question that follows. */
async function sign(page: Page): Promise<void> {
  await main(page).getByRole('button', { name: 'Sign this release' }).click();
  await main(page).getByRole('button', { name: 'Sign the release' }).click();
}

test('two operators sign a release on its page, one of them without script, and everyone reads it once it is published', async () => {
  const first = await openWindow(instance, browser, WITHOUT_SCRIPT);
  await signInAs(first.page, personOf('operator@sandbox.example'));
  await first.page.goto('/operator/releases');
  await sees(first.page, 'There is no release yet');
  await checkPageWithoutScript(first.page, 'an empty list', 'Releases of statistics');

  const { owner } = instance.installation.logins;
  await addRelease();
  await first.page.reload();
  await main(first.page).getByRole('link', { name: ID, exact: true }).click();
  await sees(first.page, 'To be signed');
  await sees(first.page, /^All \d+ checks passed$/);
  await main(first.page).getByText(`Checks that passed (${CHECKS.length})`).click();
  await sees(first.page, 'api-limits');
  await checkPageWithoutScript(first.page, 'to be signed', `Release ${ID}`);

  // The same page in another window, from before the signature.
  const stale = await first.context.newPage();
  await stale.goto(PATH);
  await sign(first.page);
  await sees(first.page, `You have signed ${ID}.`);
  await checkPageWithoutScript(first.page, 'signed by one', `Release ${ID}`);
  await sees(first.page, 'A different person must give the other signature.');
  assert.equal(await main(first.page).getByRole('button', { name: 'Sign this release' }).count(), 0);
  await sign(stale);
  await sees(stale, `You have signed ${ID} already. Another person must give the second signature.`);
  assert.equal(await main(stale).getByRole('heading', { name: 'Signatures' }).count(), 1);

  const second = await openWindow(instance, browser);
  await signInAs(second.page, personOf('statistician@sandbox.example'));
  await second.page.goto(PATH);
  await sees(second.page, /^1 more of 2 signatures needed\./);
  await checkPage(second.page, 'to be signed', `Release ${ID}`);
  await takeScreenshots(second.page, 'operator-release', 'jpeg');
  await sign(second.page);
  await sees(second.page, 'Two people have signed it. It is published on Thursday 22 October 2026, 09:30, by itself.');
  await checkPage(second.page, 'signed', `Release ${ID}`);

  const reader = await openWindow(instance, browser, WITHOUT_SCRIPT);
  await reader.page.goto('/statistics');
  await sees(reader.page, 'No statistics have been published yet.');
  assert.deepEqual(await publishDue(owner, new Date(DUE_AT.getTime() - 1)), []);
  assert.deepEqual(await publishDue(owner, DUE_AT), [ID]);
  await second.page.reload();
  await sees(second.page, 'It is published, and is never changed.');
  await second.page.goto('/operator/releases');
  await checkPage(second.page, 'the list', 'Releases of statistics');
  await sees(second.page, 'Published Thursday 22 October 2026, 09:30');
  await takeScreenshots(second.page, 'operator-releases', 'jpeg');
  await first.page.goto('/operator/releases');
  await checkPageWithoutScript(first.page, 'the list', 'Releases of statistics');

  await second.page.goto('/statistics');
  await checkPage(second.page, 'published', 'Attendance statistics');
  await reader.page.reload();
  await sees(reader.page, /^Attendance in England in the week of 5 to 9 October 2026 was \d+\.\d%/);
  assert.deepEqual([...first.complaints, ...second.complaints, ...reader.complaints], []);
});

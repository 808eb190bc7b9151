import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Instance } from '../../src/cli/start.ts';
import { launchChromium } from '../chromium.ts';
import { checkPage } from './check-page.ts';
import { startForJourney } from './instance.ts';
import { takeScreenshots } from './screenshots.ts';
import { findPerson, openWindow, signInAs } from './window.ts';

const URN = 900002;
/** As many schools as give an authority two of them. */
const SCHOOLS = '7';
const LIST = readFileSync(join(import.meta.dirname, '../../docs/reports.md'), 'utf8');
const NAMED = [...new Set([...LIST.matchAll(/`(\/[a-z:/-]*)`/g)].map(([, path]) => path!))];

let instance: Instance;
let browser: Browser;

before(async () => {
  [instance, browser] = await Promise.all([
    startForJourney(process.env['ROLLCALL_CLOCK'] || '2026-11-23T17:00', {
      settings: {
        ROLLCALL_SANDBOX_SCHOOLS: SCHOOLS,
        ROLLCALL_DOORS: 'schools=dfe-sign-in,trusts=dfe-sign-in,authorities=dfe-sign-in',
      },
    }),
    launchChromium(),
  ]);
});
after(async () => {
  await browser?.close();
  await instance?.close();
});

const PEOPLE = {
  school: () => findPerson(instance, 'head teacher', URN),
  area: () => findPerson(instance, 'local authority officer through DfE Sign-in'),
};

async function openAs(who: keyof typeof PEOPLE, javaScriptEnabled = true) {
  const window = await openWindow(instance, browser, { javaScriptEnabled });
  await signInAs(window.page, PEOPLE[who]());
  await window.page.waitForURL(/\/schools/);
  return window;
}

/** The address of some pupil with a name on the list of those who need attention. */
async function somePupil(page: Page): Promise<string> {
  await page.goto(`/schools/${URN}/pupils?sort=missed&order=desc`);
  const link = page.locator('tbody th a').first();
  return (await link.getAttribute('href'))!;
}

test('every page that docs/reports.md names opens, wide and narrow', async () => {
  const school = await openAs('school');
  const area = await openAs('area');
  const pupil = await somePupil(school.page);
  for (const path of NAMED) {
    const isOfArea = path === '/schools' || path.startsWith('/area');
    const { page } = isOfArea ? area : school;
    const address = path.replace('/schools/:urn/pupils/:pupil', pupil).replace(':urn', String(URN));
    const response = await page.goto(address);
    assert.equal(response?.status(), 200, path);
    await checkPage(page, path, /\S/);
    await takeScreenshots(page, `report-${path.slice(1).replaceAll(/[^a-z]+/g, '-')}`, 'jpeg');
  }
  assert.deepEqual([...school.complaints, ...area.complaints], []);
  await school.context.close();
  await area.context.close();
});

/** A question, the links that are clicked on the way to its answer, and what must be read there. */
interface Question {
  readonly asked: string;
  readonly who: keyof typeof PEOPLE;
  readonly clicks: readonly ((page: Page) => Promise<void>)[];
  readonly read: (page: Page) => Promise<void>;
}

const report = (name: string) => (page: Page) =>
  page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name, exact: true }).click();
const textOf = async (page: Page) => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

const QUESTIONS: readonly Question[] = [
  {
    asked: 'Is this pupil a concern, or is it a blip with an explanation?',
    who: 'school',
    clicks: [report('Needs attention'), (page) => page.locator('main tbody th a[href*="/pupils/"]').first().click()],
    read: async (page) => {
      const text = await textOf(page);
      for (const word of [/Persistent absence \(10%\)/, /[Ss]pells?/, /Monday/]) assert.match(text, word);
    },
  },
  {
    asked: 'Is the pattern this pupil’s own, or the whole cohort’s?',
    who: 'school',
    clicks: [report('Needs attention')],
    read: async (page) =>
      assert.match(await textOf(page), /(Own|Year group too): the rest of .* missed \d+\.\d%, before/),
  },
  {
    asked: 'Which cohort trend needs action, so where do I put people?',
    who: 'school',
    clicks: [report('Groups')],
    read: async (page) => {
      const text = await textOf(page);
      assert.match(text, /Gap/);
      assert.match(text, /[−+]\d+\.\d points/);
      assert.match(text, /\d+ of \d+/);
    },
  },
  {
    asked: 'Is the intervention that we already have working?',
    who: 'school',
    clicks: [report('Changes')],
    read: async (page) => assert.match(await textOf(page), /Attendance.*\d+\.\d%.*\d+\.\d%/),
  },
  {
    asked: 'Is an issue hitting several schools of my area or trust?',
    who: 'area',
    clicks: [(page) => page.locator('a[href="/area/together"]').first().click()],
    read: async (page) =>
      assert.match(await textOf(page), /3 or more schools|three or more schools|at least 3 schools/i),
  },
  {
    asked: 'Which of my schools improve, which need support, and why?',
    who: 'area',
    clicks: [
      (page) => page.locator('th a[href*="sort=schools.change_week"]').click(),
      (page) => page.locator('main tbody th a').first().click(),
      report('Reasons'),
    ],
    read: async (page) => assert.match(await textOf(page), /of all absence|Illness/),
  },
];

describe('the six questions, each in at most three clicks', () => {
  for (const { asked, who, clicks, read } of QUESTIONS)
    for (const javaScriptEnabled of [true, false])
      test(`${asked} ${javaScriptEnabled ? 'With' : 'Without'} JavaScript`, async () => {
        assert.ok(clicks.length <= 3);
        const { context, page } = await openAs(who, javaScriptEnabled);
        for (const click of clicks) {
          await click(page);
          await page.waitForLoadState();
        }
        await read(page);
        if (javaScriptEnabled) await checkPage(page, asked, /\S/);
        await page.setViewportSize({ width: 320, height: 800 });
        await read(page);
        await context.close();
      });
});

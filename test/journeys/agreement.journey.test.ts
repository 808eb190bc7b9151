import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { inviteSchool } from '../../src/agreement/invite-school.ts';
import { launchChromium } from '../chromium.ts';
import { checkPage } from './check-page.ts';
import { type JourneyInstance, startForJourney } from './instance.ts';
import { takeScreenshots } from './screenshots.ts';
import { findPerson, openWindow, signInAs } from './window.ts';

const URN = 900_906;
const DAY_MS = 24 * 60 * 60_000;
let instance: JourneyInstance;
let browser: Browser;

before(async () => {
  [instance, browser] = await Promise.all([
    startForJourney(process.env['ROLLCALL_CLOCK'] || '2026-11-23T17:00', {
      settings: { ROLLCALL_DOORS: 'schools=dfe-sign-in,trusts=dfe-sign-in,authorities=dfe-sign-in' },
    }),
    launchChromium(),
  ]);
  // The audit waits for its button, however slow the machine.
  await fetch(wonde('/sandbox/settings'), { method: 'PUT', body: JSON.stringify({ audit_delay_minutes: null }) });
});
after(async () => {
  await browser?.close();
  await instance?.close();
});

const wonde = (path: string) => `${instance.sandbox!.wondeUrl}${path}`;
const ask = async <T>(path: string) => (await (await fetch(wonde(path))).json()) as T;
const owner = () => instance.installation.logins.owner;

/** The latest mail to an address, about something, once it has been sent. */
async function readMail(to: string, about = /./): Promise<{ subject: string; text: string }> {
  await instance.mail.sendNow();
  const mails = await ask<{ to: string; subject: string; text: string }[]>('/sandbox/mail.json');
  const found = mails.findLast((mail) => mail.to === to && about.test(mail.subject + mail.text));
  assert.ok(found, `mail to ${to}`);
  return found;
}

/** Presses a button of the school's page in Wonde's portal, which the sandbox plays; its webhook arrives, and is followed. */
async function pressInPortal(page: Page, button: string): Promise<void> {
  const before = (await ask<{ tries: { status: number | null }[] }[]>('/sandbox/webhooks')).length;
  await page.goto(wonde(`/sandbox/portal/${URN}`));
  await page.getByRole('button', { name: button, exact: true }).click();
  // Its arrival is not waited for by the portal; not every button sends one.
  for (let wait = 0; wait < 20; wait++) {
    const sent = (await ask<{ tries: { status: number | null }[] }[]>('/sandbox/webhooks')).slice(before);
    if (sent.length > 0 && sent.every(({ tries }) => tries.some(({ status }) => status === 202))) break;
    await page.waitForTimeout(100);
  }
  instance.putForward(16 * 60_000);
  await instance.follower.followNow();
}

/** How often the school's source was asked anything about it. */
const timesAsked = async () => (await ask<{ times: unknown[] }>(`/sandbox/requests/${URN}/times`)).times.length;

const standing = async (page: Page) => {
  await page.goto('/agreement');
  return (await page.locator('main').textContent()) ?? '';
};

/** Puts the school into the area and the trust of people who can sign in here. */
async function placeSchool(): Promise<void> {
  const officer = findPerson(instance, 'local authority officer through DfE Sign-in');
  const la_code = /authority-(\d{3})/.exec(officer.email)![1]!;
  const trust_uid = /trust-(\d+)/.exec(findPerson(instance, 'trust lead with two organisations').email)![1]!;
  await owner().updateTable('school_area').set({ la_code }).where('urn', '=', URN).execute();
  const membership = { urn: URN, trust_uid, valid_from: null, valid_to: null, as_at: '2026-11' };
  await owner().insertInto('school_trust').values(membership).execute();
}

/** Whether somebody of a trust or an authority finds the school among theirs. */
async function seesSchool(person: ReturnType<typeof findPerson>): Promise<boolean> {
  const { context, page } = await openWindow(instance, browser);
  await signInAs(page, person);
  await page.waitForURL((url) => url.origin === instance.webUrl && !url.pathname.startsWith('/sign-in'));
  await page.goto('/schools');
  const links = await page.locator(`a[href="/schools/${URN}"]`).count();
  await context.close();
  return links > 0;
}

/** Ticks the box of a page that has one. */
async function tick(page: Page): Promise<void> {
  for (const box of await page.getByRole('checkbox').all()) await box.check();
}

/** Does one task of the list and comes back to it. */
async function doTask(page: Page, task: string, fill: () => Promise<void>): Promise<void> {
  await page.locator('main').getByRole('link', { name: task }).click();
  await checkPage(page, task, task);
  await fill();
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL(/\/agreement\/(tasks|check)/);
}

test('invited by mail, agrees, is connected and collected; withdraws, is gone, and its data go', async () => {
  const head = findPerson(instance, 'head teacher of a school never asked', URN);
  await placeSchool();
  await owner()
    .transaction()
    .execute((transaction) =>
      inviteSchool(
        transaction,
        { auditKey: instance.installation.auditKey, keepDays: 30 },
        { urn: URN, email: head.email },
        { person: null, name: 'The operator', requestId: null },
        new Date(Date.parse('2026-11-23T17:00:00Z')),
      ),
    );
  const invitation = await readMail(head.email);
  const link = /http:\S+\/agreement\b/.exec(invitation.text)?.[0];
  assert.ok(link, 'the mail leads to the agreement');

  const { page, complaints } = await openWindow(instance, browser);
  page.setDefaultTimeout(10_000);
  await signInAs(page, head);
  await page.waitForURL(`${instance.webUrl}/`);
  await checkPage(page, 'Start of a school that does not share', /./);
  await page.goto(link);
  await checkPage(page, 'Agreement, start page', 'Share your school’s attendance data');
  await takeScreenshots(page, 'agreement-start');
  await page.getByRole('button', { name: 'Start now' }).click();
  await checkPage(page, 'Tasks', 'Agree to share attendance data');
  await doTask(page, 'Organisation details', () => tick(page));
  await doTask(page, 'Your MIS and how it is reached', async () => {
    await page.getByLabel('Which MIS does your school use?').selectOption({ index: 1 });
    await page.getByLabel('Through Wonde').check();
  });
  await doTask(page, 'Data items', () => tick(page));
  await doTask(page, 'Privacy notice', () => tick(page));
  await doTask(page, 'Declaration', () => tick(page));
  await page.goto('/agreement/tasks');
  await checkPage(page, 'Tasks, done', 'Agree to share attendance data');
  await takeScreenshots(page, 'agreement-tasks');
  await page.getByRole('button', { name: 'Check your answers' }).click();
  await checkPage(page, 'Check your answers', 'Check your answers before you agree');
  await page.getByRole('button', { name: 'Agree and start sharing' }).click();
  await page.waitForURL(/\/agreement\/confirmation/);
  await checkPage(page, 'Confirmation', /./);
  await takeScreenshots(page, 'agreement-confirmation');
  const reference = /900906-\d+/.exec((await page.locator('.govuk-panel').textContent()) ?? '')?.[0];
  assert.ok(reference, 'the panel has a reference');
  await readMail(head.email, new RegExp(reference));
  await page.goto('/agreement/record');
  await checkPage(page, 'What was agreed to', 'What your school agreed to');

  // A second press of the button changes nothing.
  const events = async () =>
    (await owner().selectFrom('agreement_event').select('event').where('school_urn', '=', URN).execute()).length;
  const before = await events();
  await page.goBack();
  await page.goBack();
  await page.reload();
  assert.equal(await events(), before);

  await instance.follower.followNow();
  assert.match(await standing(page), /Wonde/);
  await checkPage(page, 'Standing: connecting', 'Your school’s agreement');
  const portal = await openWindow(instance, browser);
  await pressInPortal(portal.page, 'Approve');
  assert.match(await standing(page), /check/i);
  await checkPage(page, 'Standing: waiting for the audit', 'Your school’s agreement');
  await pressInPortal(portal.page, 'Do the audit now');
  await standing(page);
  await checkPage(page, 'Standing: receiving', 'Your school’s agreement');
  await takeScreenshots(page, 'agreement');
  assert.equal((await page.goto(`/schools/${URN}`))?.status(), 200);
  await checkPage(page, 'The first report', /Sandbox/);
  assert.match((await page.locator('.app-tile__figure').first().textContent()) ?? '', /\d\d\.\d%/);

  const others = [
    findPerson(instance, 'local authority officer through DfE Sign-in'),
    findPerson(instance, 'trust lead with two organisations'),
  ];
  for (const other of others) assert.equal(await seesSchool(other), true, other.role);

  await page.goto('/agreement');
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await checkPage(page, 'Stop sharing', 'Stop sharing');
  await takeScreenshots(page, 'agreement-withdraw');
  await page.locator('main form').getByRole('button', { name: 'Stop sharing' }).click();
  await page.waitForURL(/\/agreement\/withdrawn/);
  await checkPage(page, 'Withdrawn', /./);
  const asked = await timesAsked();
  await readMail(head.email, /stopped sharing/i);

  // Whatever the source says now, it is not asked about the school again.
  await pressInPortal(portal.page, 'Take the link to the MIS down');
  await pressInPortal(portal.page, 'Bring the link to the MIS up');
  assert.equal(await timesAsked(), asked);
  // So much time has passed that sessions have ended.
  const again = await openWindow(instance, browser);
  await signInAs(again.page, head);
  await again.page.waitForURL(`${instance.webUrl}/`);
  assert.equal((await again.page.goto(`/schools/${URN}`))?.status(), 403);
  await checkPage(again.page, 'Gone from the reports', /./);
  for (const other of others) assert.equal(await seesSchool(other), false, other.role);
  const inForce = () =>
    instance.installation.logins.statistics
      .selectFrom('agreement')
      .select('school_urn')
      .where('in_force', '=', true)
      .execute();
  assert.ok(!(await inForce()).some(({ school_urn }) => school_urn === URN));

  const held = async () =>
    (await owner().selectFrom('register_week').select('week').where('school_urn', '=', URN).limit(1).execute()).length;
  instance.putForward(28 * DAY_MS);
  await instance.follower.followNow();
  assert.equal(await held(), 1);
  instance.putForward(3 * DAY_MS);
  await instance.follower.followNow();
  assert.equal(await held(), 0);
  await readMail(head.email, /has been deleted|was deleted|is deleted/i);
  assert.equal(await timesAsked(), asked);
  assert.deepEqual(complaints, []);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import { checkPage } from './check-page.ts';
import { type JourneyInstance, startForJourney } from './instance.ts';
import { takeScreenshots } from './screenshots.ts';
import { findPerson, openWindow, signInAs } from './window.ts';

let instance: JourneyInstance;
let browser: Browser;

// Over TLS, since the answer of IDAMS is bound by a cookie that browsers keep over TLS alone. Trusts come through DfE Sign-in
// here, so that someone of a trust and a school has both behind one door.
before(async () => {
  [instance, browser] = await Promise.all([
    startForJourney(process.env['ROLLCALL_CLOCK'] || '2026-11-23T17:00', {
      tls: true,
      settings: { ROLLCALL_DOORS: 'schools=dfe-sign-in,trusts=dfe-sign-in,authorities=idams' },
    }),
    launchChromium(),
  ]);
});
after(async () => {
  await browser?.close();
  await instance?.close();
});

const open = () => openWindow(instance, browser, { ignoreHTTPSErrors: true });

/** The latest mail to an address, once it has been sent. */
async function readMail(to: string): Promise<{ subject: string; text: string }> {
  await instance.mail.sendNow();
  const answer = await fetch(`${instance.sandbox!.wondeUrl}/sandbox/mail.json`);
  const mails = (await answer.json()) as { to: string; subject: string; text: string }[];
  const found = mails.findLast((mail) => mail.to === to);
  assert.ok(found, `mail to ${to}`);
  return found;
}

/** Asks for the role on one's own page. */
async function askForRole(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Ask for the role' }).click();
  await checkPage(page, 'Your rights', 'Your rights');
  await page.getByRole('button', { name: 'Ask for the role' }).click();
  await checkPage(page, 'Your rights, asked', 'Your rights');
}

/** Follows the link in the mail to an approver, and approves. */
async function approve(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await checkPage(page, 'A request', /./);
  await takeScreenshots(page, 'request');
  await page.getByRole('button', { name: 'Send the decision' }).click();
  assert.match(await page.title(), /^Error: /);
  await checkPage(page, 'A request without a decision', /./);
  await page.getByRole('radio', { name: 'Approve' }).check();
  await page.getByRole('button', { name: 'Send the decision' }).click();
  await checkPage(page, 'Requests and people', 'Requests and people');
}

test('a head teacher asks, the approver grants, the report opens; the role goes, and the next click is refused', async () => {
  const head = findPerson(instance, 'new head teacher without the role', 900001);
  const approver = findPerson(instance, 'office manager who approves', 900001);
  const heads = await open();
  await signInAs(heads.page, head);
  await heads.page.waitForURL(`${instance.webUrl}/`);
  await checkPage(heads.page, 'Start without the role', 'See your school’s attendance');
  assert.equal((await heads.page.goto('/schools/900001'))?.status(), 403);
  await checkPage(heads.page, 'Refused without the role', 'You cannot see this page');
  await askForRole(heads.page);
  await heads.page.goto('/');
  assert.ok(await heads.page.getByRole('link', { name: 'See your request' }).isVisible());

  const mail = await readMail(approver.email);
  assert.ok(mail.text.includes(head.name));
  const link = /https:\S+\/approvals\/\d+/.exec(mail.text)?.[0];
  assert.ok(link, 'the mail leads to the request');
  const approvers = await open();
  await signInAs(approvers.page, approver);
  await approvers.page.waitForURL(`${instance.webUrl}/`);
  await approve(approvers.page, link);
  await takeScreenshots(approvers.page, 'requests');
  assert.match((await readMail(head.email)).text, /Sandbox/);

  assert.equal((await heads.page.goto('/schools/900001'))?.status(), 200);
  assert.match((await heads.page.locator('.app-tile__figure').first().textContent()) ?? '', /\d\d\.\d%/);

  await approvers.page.goto('/approvals');
  await approvers.page
    .getByRole('row')
    .filter({ hasText: head.name })
    .getByRole('button', { name: /Take away/ })
    .first()
    .click();
  await checkPage(approvers.page, 'Take the role away?', /./);
  await approvers.page.getByRole('button', { name: /Take/ }).click();
  await checkPage(approvers.page, 'Requests and people, after taking', 'Requests and people');

  await heads.page.getByRole('link', { name: 'Pupils', exact: true }).first().click();
  await checkPage(heads.page, 'Role taken away', 'Your role was taken away');
  await heads.page.goto('/schools/900001');
  await checkPage(heads.page, 'Signed out', 'Who do you work for?');
  assert.deepEqual([...heads.complaints, ...approvers.complaints], []);
});

test('an authority officer comes by IDAMS and is granted the role by the super user', async () => {
  const officer = findPerson(instance, 'local authority officer without the role');
  const superUser = instance.sandbox!.people.find(
    ({ role, organisation }) => role === 'local authority super user' && organisation === officer.organisation,
  )!;
  const officers = await open();
  await signInAs(officers.page, officer);
  await officers.page.waitForURL(`${instance.webUrl}/`);
  assert.ok(
    await officers.page
      .getByText(/super user of/)
      .first()
      .isVisible(),
  );
  await askForRole(officers.page);

  const link = /https:\S+\/approvals\/\d+/.exec((await readMail(superUser.email)).text)?.[0];
  const superUsers = await open();
  await superUsers.page.goto(link!);
  await superUsers.page.getByRole('listitem').filter({ hasText: 'IDAMS' }).getByRole('link').click();
  await superUsers.page.getByRole('listitem').filter({ hasText: superUser.email }).getByRole('button').click();
  await superUsers.page.waitForURL(link!);
  await approve(superUsers.page, link!);

  await officers.page.goto('/');
  await officers.page.getByRole('button', { name: /Go to the schools of/ }).click();
  await checkPage(officers.page, 'Schools', 'Schools');
  await takeScreenshots(officers.page, 'schools');
  await officers.page.locator('tbody a').first().click();
  await checkPage(officers.page, 'A school of the authority', /Sandbox/);
  assert.equal((await officers.page.goto('/schools/900002'))?.status(), 403);

  await officers.page.getByRole('button', { name: 'Sign out' }).click();
  await officers.page.waitForLoadState();
  await officers.page.goto('/schools');
  await checkPage(officers.page, 'Signed out of IDAMS', 'Who do you work for?');
  assert.deepEqual([...officers.complaints, ...superUsers.complaints], []);
});

test('a trust lead switches organisation', async () => {
  const { page, context, complaints } = await open();
  const lead = findPerson(instance, 'trust lead with two organisations');
  await signInAs(page, lead);
  await page.waitForURL(`${instance.webUrl}/schools`);
  await checkPage(page, 'Schools of the trust', 'Schools');
  const before = await sessionOf(context);
  await page.getByRole('link', { name: 'Switch organisation' }).click();
  await checkPage(page, 'Organisations', 'Your organisations');
  await takeScreenshots(page, 'organisations');
  const trust = ((await page.getByRole('banner').textContent()) ?? '').trim();
  await page.getByRole('button', { name: /^Switch to/ }).click();
  await page.waitForURL(/\/schools\/\d+$/);
  await checkPage(page, 'The school of the same person', /Sandbox/);
  assert.notEqual(await sessionOf(context), before, 'a new session');
  assert.notEqual(
    ((await page.getByRole('banner').textContent()) ?? '').trim(),
    trust,
    'the header names the other one',
  );
  assert.deepEqual(complaints, []);
});

const sessionOf = async (context: Awaited<ReturnType<typeof open>>['context']) =>
  (await context.cookies()).find(({ name }) => name === '__Host-rollcall')?.value;

test('a person with no organisation is helped, and one of a kind that can be given nothing is told why', async () => {
  const none = await open();
  await signInAs(none.page, findPerson(instance, 'person with no organisation'));
  await none.page.waitForURL(`${instance.webUrl}/`);
  await checkPage(none.page, 'No organisation', 'See school attendance');
  const link = none.page.getByRole('link', { name: 'Ask to join an organisation in DfE Sign-in' });
  assert.match((await link.getAttribute('href')) ?? '', /request-organisation/);

  const closed = await open();
  await signInAs(closed.page, findPerson(instance, 'head teacher of a school that has closed'));
  await closed.page.waitForURL(`${instance.webUrl}/`);
  assert.ok(await closed.page.getByText(/closed on/).isVisible());
  await checkPage(closed.page, 'A closed school', 'See your school’s attendance');
});

test('the operator and the analyst have pages of their own, and see no pupil', async () => {
  const operators = await open();
  await signInAs(operators.page, findPerson(instance, 'operator'));
  await operators.page.waitForURL(`${instance.webUrl}/operator`);
  await checkPage(operators.page, 'Operator', /./);
  await takeScreenshots(operators.page, 'operator');
  for (const name of ['People', 'UKPRNs', 'Audit', 'Tallies'])
    await operators.page
      .getByRole('link', { name, exact: true })
      .click()
      .then(() => checkPage(operators.page, name, /./));
  assert.equal((await operators.page.goto('/schools/900001'))?.status(), 403);

  const analysts = await open();
  await signInAs(analysts.page, findPerson(instance, 'analyst'));
  await analysts.page.waitForURL(`${instance.webUrl}/tallies`);
  await checkPage(analysts.page, 'Tallies', /./);
  assert.equal((await analysts.page.goto('/operator'))?.status(), 403);
  assert.deepEqual([...operators.complaints, ...analysts.complaints], []);
});

test('before a session ends, the page warns and lets the person stay; then it leaves nothing on the screen', async () => {
  const { page } = await open();
  await page.clock.install();
  const head = findPerson(instance, 'head teacher', 900002);
  await signInAs(page, head);
  await page.waitForURL('**/schools/900002');
  const pass = async (minutes: number) => {
    instance.putForward(minutes * 60_000);
    await page.clock.fastForward(minutes * 60_000);
  };
  const dialog = page.getByRole('dialog', { name: 'You will be signed out soon' });
  await pass(17);
  await page.clock.runFor(2000);
  assert.equal(await dialog.isVisible(), false);
  await pass(1.5);
  await page.clock.runFor(2000);
  await dialog.waitFor();
  await checkPage(page, 'The warning', /Sandbox/);
  await takeScreenshots(page, 'session-warning');
  await dialog.getByRole('button', { name: 'Stay signed in' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await pass(19);
  await page.clock.runFor(2000);
  await dialog.waitFor();
  await pass(2);
  await page.clock.runFor(2000);
  await page.waitForURL('**/signed-out?why=time');
  await checkPage(page, 'Signed out', 'You are signed out');
  await page.goto('/schools/900002');
  await checkPage(page, 'Signed out', 'Who do you work for?');
});

import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import {
  agreeFor,
  answerAll,
  approveAtWonde,
  giveRights,
  historyOf,
  plainText,
  seenOn,
  send,
} from '../../../../test/agreement-forms.ts';
import { buildAgreement, buildSchool, buildTrust } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import { startIssuer } from '../../../access/issuer.fixture.ts';
import { rebuildAgreement } from '../../../domain/agreement/rebuild-agreement.ts';
import { openTestApp } from '../../app.fixture.ts';
import { signInAs } from '../../browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
let now = new Date('2026-11-23T12:00:00Z');
const logins = await testDatabase({ after });
const { owner } = logins;
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({
  logins,
  issuer,
  clock: { now: () => now },
  options: { operator: { name: 'Reedshire', contact: null } },
});
after(() => app.close());

await buildSchool(owner, { urn: 900001, name: 'Heron' });
await buildSchool(owner, { urn: 900002, name: 'Lark' });
await buildTrust(owner, { uid: '5001', name: 'Heron Trust', academies: [] });
await giveRights(logins, 900001, 'ADA');
await giveRights(logins, 900001, 'BOB');
await giveRights(logins, 900002, 'LARK');

const heron = { name: 'Heron', urn: '900001', category: { id: '001' } };
const signIn = (sub: string, organisation: unknown = heron) =>
  signInAs(app, issuer, PUBLIC_URL, organisation, { sub, email: `${sub.toLowerCase()}@x.example`, name: `Ms ${sub}` });
const stateOf = async (urn = 900001) =>
  (await owner.selectFrom('agreement').selectAll().where('school_urn', '=', urn).executeTakeFirst())!;
const audited = () =>
  owner.selectFrom('audit_event').selectAll().where('what', '=', 'agreement-changed').orderBy('event_id').execute();
const mails = async () =>
  (await owner.selectFrom('mail').select(['template', 'email']).orderBy('mail_id').execute()).map(
    ({ template, email }) => `${template} ${email ?? 'approvers'}`,
  );

const forget = async () => {
  for (const table of ['agreement_event', 'agreement_wording', 'connection', 'mail'] as const)
    await owner.deleteFrom(table).execute();
  await owner.deleteFrom('agreement').execute();
  await owner.deleteFrom('audit_event').where('what', '=', 'agreement-changed').execute();
};

beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  await forget();
  await owner.updateTable('school').set({ may_share: true, sharing_category: 'Primary', type_name: null }).execute();
});

describe('agreeing', () => {
  it('goes from the start page over the tasks to a confirmation, and keeps the very words that were shown', async () => {
    const ada = await signIn('ADA');
    const start = (await ada.get('/agreement')).body;
    assert.match(start, /Heron has not been asked to share/);
    assert.match(start, /href="\/agreement\/tasks"[\s\S]*Start now/);
    const tasks = (await ada.get('/agreement/tasks')).body;
    assert.match(tasks, /You have completed 0 of 5 tasks/);
    assert.match(tasks, /Cannot start yet/);
    assert.equal((await ada.get('/agreement/declaration')).headers.location, '/agreement/tasks');
    await answerAll(ada);
    const declaration = (await ada.get('/agreement/declaration')).body;
    const check = await ada.get('/agreement/check');
    assert.match(check.body, /Change<span class="govuk-visually-hidden"> how your MIS is reached/);
    assert.match(check.body, /Agree and start sharing/);
    const done = await send(ada, '/agreement/check', { seen: seenOn(check.body) });
    assert.equal(done.headers.location, '/agreement/confirmation');
    const confirmation = (await ada.get('/agreement/confirmation')).body;
    assert.match(confirmation, /govuk-panel[\s\S]*900001-1/);
    assert.doesNotMatch(/class="govuk-panel [\s\S]*?<\/div>\s*<\/div>/.exec(confirmation)![0], /<a /);
    assert.match(confirmation, /We have sent a receipt to ada@x\.example/);
    assert.match(confirmation, /href="\/agreement\/withdraw"/);

    const kept = await owner.selectFrom('agreement_wording').selectAll().executeTakeFirstOrThrow();
    assert.match(kept.text, /Ms ADA agrees, for Heron \(URN 900001\), that Reedshire reads/);
    const words = plainText(kept.text.replaceAll('\n- ', '\n'));
    const shown = (page: string) => plainText(/<div class="app-wording">[\s\S]*?<\/div>/.exec(page)![0]);
    assert.equal(shown(declaration), words);
    assert.equal(shown(confirmation), words);
    assert.equal(shown((await ada.get('/agreement/record')).body), words);
    assert.match((await ada.get('/agreement/record')).body, /Midday on Monday 23 November 2026/);
    assert.equal((await stateOf()).wording, kept.wording);
    assert.deepEqual(await historyOf(logins, 900001), [
      '1 agree: not-asked to agreed, portal, Ms ADA',
      '2 connect: agreed to connecting, portal, Ms ADA',
    ]);
    assert.match((await ada.get('/agreement')).body, /Rollcall is asking Wonde for access/);
  });

  it('a second press changes nothing and shows the same confirmation', async () => {
    const ada = await signIn('ADA');
    await answerAll(ada);
    const seen = seenOn((await ada.get('/agreement/check')).body);
    const presses = await Promise.all([1, 2, 3].map(() => send(ada, '/agreement/check', { seen })));
    presses.push(await send(ada, '/agreement/check', { seen }));
    for (const { statusCode, headers } of presses)
      assert.deepEqual([statusCode, headers.location], [303, '/agreement/confirmation']);
    assert.equal((await historyOf(logins, 900001)).filter((line) => line.includes(' agree:')).length, 1);
    assert.equal((await mails()).filter((mail) => mail.startsWith('agreement-receipt')).length, 1);
    assert.equal((await ada.get('/agreement/check')).headers.location, '/agreement/confirmation');
    assert.match((await ada.get('/agreement/confirmation')).body, /900001-1</);
    assert.equal((await ada.get('/agreement/tasks')).headers.location, '/agreement');
  });

  it('a direct connection leads to its details, and nothing is sealed without them', async () => {
    const ada = await signIn('ADA');
    await agreeFor(ada, { mis: 'Arbor', kind: 'direct' });
    assert.match(
      (await ada.get('/agreement/confirmation')).body,
      /enter its details next[\s\S]*href="\/agreement\/connection"/,
    );
    assert.equal((await stateOf()).state, 'agreed');
    assert.match((await ada.get('/agreement/connection')).body, /<option value="Arbor" selected/);
  });

  it('fields that no form of ours sends are refused, and what is missing is asked for', async () => {
    const ada = await signIn('ADA');
    for (const forged of [
      {},
      { mis: 'Evil', kind: 'wonde' },
      { mis: 'SIMS', kind: 'evil' },
      { mis: 'Wonde Generic', kind: 'direct' },
    ]) {
      const answer = await send(ada, '/agreement/system', forged);
      assert.equal(answer.statusCode, 400);
      assert.match(answer.body, /<title[^>]*>Error: Your MIS[\s\S]*There is a problem/);
      assert.doesNotMatch(answer.body, /Evil|evil/);
    }
    assert.equal((await send(ada, '/agreement/privacy', { confirmed: 'no' })).statusCode, 400);
    assert.equal(
      (await send(ada, '/agreement/declaration', { confirmed: 'yes' })).headers.location,
      '/agreement/tasks',
    );
    const early = await send(ada, '/agreement/check', { seen: '0', urn: '900002', confirmed: 'yes' });
    assert.equal(early.headers.location, '/agreement/tasks');
    assert.match((await ada.get('/agreement/tasks')).body, /Some answers are missing, so nothing was agreed/);
    await answerAll(ada);
    for (const seen of ['', '-1', 'x', '1e3'])
      assert.equal((await send(ada, '/agreement/check', { seen })).statusCode, 400);
    await send(ada, '/agreement/check', { seen: '0', urn: '900002', school: '900002', wording: 'mine' });
    assert.deepEqual(await historyOf(logins, 900002), []);
    assert.equal((await historyOf(logins, 900001)).length, 2);
  });

  it('answers for one school are none for another', async () => {
    const ada = await signIn('ADA');
    await answerAll(ada);
    const lark = await signIn('LARK', { name: 'Lark', urn: '900002', category: { id: '001' } });
    assert.match((await lark.get('/agreement/tasks')).body, /You have completed 0 of 5 tasks/);
  });

  it('who comes too late is told what somebody else has done, and changes nothing', async () => {
    const [ada, bob] = [await signIn('ADA'), await signIn('BOB')];
    await answerAll(ada);
    const seen = seenOn((await ada.get('/agreement/check')).body);
    await agreeFor(bob);
    await send(bob, '/agreement/withdraw');
    const before = await historyOf(logins, 900001);
    const late = await send(ada, '/agreement/check', { seen });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /Something else has happened meanwhile/);
    assert.match(late.body, /agreed to share, by Ms BOB[\s\S]*stopped sharing, by Ms BOB/);
    assert.deepEqual(await historyOf(logins, 900001), before);
  });

  it('of two who agree and stop at the same moment the school ends stopped, and the history has no gap', async () => {
    const [ada, bob] = [await signIn('ADA'), await signIn('BOB')];
    for (let round = 0; round < 6; round++) {
      await approveAtWonde(logins, 900001);
      await answerAll(ada);
      const seen = seenOn((await ada.get('/agreement/check')).body);
      const [agreed, stopped] = await Promise.all([
        send(ada, '/agreement/check', { seen }),
        send(bob, '/agreement/withdraw'),
      ]);
      assert.ok(agreed.statusCode === 303 || agreed.statusCode === 409);
      assert.equal(stopped.headers.location, '/agreement/withdrawn');
      const rows = await owner.selectFrom('agreement_event').selectAll().orderBy('event').execute();
      assert.deepEqual(
        rows.map(({ event }) => event),
        rows.map((_, place) => place + 1),
      );
      const { state, events } = await stateOf();
      assert.deepEqual([state, rebuildAgreement(rows), events], ['opted-out', 'opted-out', rows.length]);
      assert.equal((await audited()).length, rows.length - 2);
      await forget();
    }
  });
});

describe('who may not', () => {
  it('somebody without the right sees everything, is told how to ask for it, and may do nothing', async () => {
    const teacher = await signIn('TEACHER');
    const page = (await teacher.get('/agreement')).body;
    assert.match(page, /13 items about each pupil/);
    assert.match(page, /Only people with the right “Agree to share for the school”[\s\S]*href="\/rights"/);
    assert.doesNotMatch(page, /Start now|We do not want to share/);
    for (const path of ['/agreement/tasks', '/agreement/withdraw', '/agreement/connection', '/agreement/decline']) {
      const refused = await teacher.get(path);
      assert.equal(refused.statusCode, 403);
      assert.match(refused.body, /You cannot agree for Heron[\s\S]*You do not hold it[\s\S]*href="\/rights"/);
    }
    for (const path of ['/agreement/check', '/agreement/withdraw', '/agreement/pause', '/agreement/connection'])
      assert.equal((await send(teacher, path, { seen: '0' })).statusCode, 403);
    assert.deepEqual(await historyOf(logins, 900001), []);
  });

  it('somebody of a trust is told that a school agrees for itself', async () => {
    const lead = await signIn('LEAD', { name: 'Heron Trust', uid: '5001', category: { id: '010' } });
    const refused = await lead.get('/agreement');
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /You are signed in for Heron Trust\. Each school agrees, pauses and stops for itself/);
  });

  it('a school of a kind that may not share is told so and why, and cannot agree by a forged form', async () => {
    await owner
      .updateTable('school')
      .set({ may_share: false, sharing_category: null, type_name: 'Other independent school' })
      .execute();
    const ada = await signIn('ADA');
    assert.match(
      (await ada.get('/agreement')).body,
      /Your school cannot share its data here[\s\S]*Heron \(Other independent school\) is not of one of these kinds/,
    );
    assert.equal((await ada.get('/agreement/tasks')).headers.location, '/agreement');
    assert.equal((await send(ada, '/agreement/organisation')).headers.location, '/agreement');
    await owner.updateTable('school').set({ may_share: true }).execute();
    await answerAll(ada);
    await owner.updateTable('school').set({ may_share: false }).execute();
    const forged = await send(ada, '/agreement/check', { seen: '0' });
    assert.equal(forged.statusCode, 409);
    assert.match(forged.body, /may not share its data here by its kind/);
    assert.deepEqual(await historyOf(logins, 900001), []);
  });

  it('a closed school’s agreement has ended, and its people are sent to the school that came after', async () => {
    await buildAgreement(owner, 900001, 'closed');
    await owner
      .insertInto('school_link')
      .values({ urn: 900001, link_urn: 900002, link_type: 'Successor', link_date: null })
      .execute();
    const ada = await signIn('ADA');
    assert.match(
      (await ada.get('/agreement')).body,
      /Lark \(URN 900002\) came after it\. A new school decides for itself/,
    );
    assert.equal((await ada.get('/agreement/tasks')).headers.location, '/agreement');
    await owner.updateTable('school').set({ close_date: '2026-08-31' }).where('urn', '=', 900001).execute();
    const refused = await ada.get('/agreement');
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /Heron closed on 31 August 2026/);
    await owner.updateTable('school').set({ close_date: null }).where('urn', '=', 900001).execute();
  });
});

describe('pausing, stopping and coming back', () => {
  it('stops at once with a reference and the day of deletion, and the school can come back', async () => {
    await buildAgreement(owner, 900001, 'receiving');
    const ada = await signIn('ADA');
    assert.match((await ada.get('/agreement')).body, /href="\/agreement\/withdraw"[^>]*>Stop sharing/);
    const asked = (await ada.get('/agreement/withdraw')).body;
    assert.match(asked, /kept for 30 days, and deleted on 23 December 2026/);
    assert.match(asked, /govuk-warning-text[\s\S]*govuk-button--warning/);
    assert.equal((await send(ada, '/agreement/withdraw', { reason: 'x'.repeat(501) })).statusCode, 400);
    const done = await send(ada, '/agreement/withdraw', { reason: 'We change our MIS' });
    assert.equal(done.headers.location, '/agreement/withdrawn');
    const page = (await ada.get('/agreement/withdrawn')).body;
    assert.match(page, /govuk-panel[\s\S]*900001-1[\s\S]*deleted on 23 December 2026/);
    assert.match(page, /sign in to Wonde’s school portal and revoke its access/);
    assert.equal((await send(ada, '/agreement/withdraw')).headers.location, '/agreement/withdrawn');
    assert.deepEqual(await historyOf(logins, 900001), ['1 opt-out: receiving to opted-out, portal, Ms ADA']);
    assert.deepEqual(await mails(), ['opted-out-receipt ada@x.example', 'agreement-notice approvers']);
    const start = (await ada.get('/agreement')).body;
    assert.match(start, /Heron stopped sharing on 23 November 2026, by Ms ADA/);
    assert.match(start, /Stopped sharing\. Reason: We change our MIS/);
    assert.match((await ada.get('/')).body, /href="\/agreement"/);
    await agreeFor(ada);
    assert.equal((await stateOf()).delete_after, null);
  });

  it('pauses, resumes and declines, each asked once more and done once', async () => {
    await buildAgreement(owner, 900001, 'receiving');
    await owner.updateTable('agreement').set({ source_says: 'live' }).execute();
    const ada = await signIn('ADA');
    const pause = seenOn((await ada.get('/agreement/pause')).body);
    for (const _ of [1, 2]) assert.equal((await send(ada, '/agreement/pause', { seen: pause })).statusCode, 303);
    const paused = (await ada.get('/agreement')).body;
    assert.match(paused, /notification-banner[\s\S]*Sharing is paused/);
    assert.match(paused, /Sharing has been paused since 23 November 2026 by Ms ADA/);
    assert.equal((await send(ada, '/agreement/resume', { seen: '0' })).statusCode, 409);
    const resume = seenOn((await ada.get('/agreement/resume')).body);
    for (const _ of [1, 2]) assert.equal((await send(ada, '/agreement/resume', { seen: resume })).statusCode, 303);
    assert.equal((await stateOf()).state, 'receiving');
    assert.equal((await historyOf(logins, 900001)).length, 2);
    const decline = await send(ada, '/agreement/decline', { seen: '2' });
    assert.equal(decline.statusCode, 409);
    assert.match(decline.body, /has agreed to share already/);
    await owner.updateTable('agreement').set({ state: 'invited' }).execute();
    assert.match((await ada.get('/agreement')).body, /Reedshire asks Heron to share/);
    await send(ada, '/agreement/decline', { seen: seenOn((await ada.get('/agreement/decline')).body) });
    assert.match((await ada.get('/agreement')).body, /Heron declined to share on 23 November 2026, by Ms ADA/);
    assert.equal((await ada.get('/agreement/decline')).headers.location, '/agreement');
  });
});

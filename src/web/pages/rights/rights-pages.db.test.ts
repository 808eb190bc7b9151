import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { buildAuthority, buildSchool, buildTrust } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import { startIssuer } from '../../../access/issuer.fixture.ts';
import { openTestApp } from '../../app.fixture.ts';
import { signInAs, type TestBrowser, tokenOf } from '../../browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const [HERON, LARK] = ['school:900001', 'school:900002'];
let now = new Date('2026-11-23T12:00:00Z');
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins, issuer, clock: { now: () => now } });
after(() => app.close());

const heron = { name: 'Heron', urn: '900001', category: { id: '001' } };
const lark = { name: 'Lark', urn: '900002', category: { id: '001' } };
const signIn = (sub: string, organisation: unknown, door: 'dfe-sign-in' | 'oidc' = 'dfe-sign-in') =>
  signInAs(app, issuer, PUBLIC_URL, organisation, {
    sub,
    email: `${sub.toLowerCase()}@x.example`,
    name: `Ms ${sub}`,
    door,
  });
const send = async (browser: TestBrowser, path: string, fields: Record<string, string>) =>
  browser.post(path, { _csrf: await tokenOf(browser), ...fields });
const member = (organisation: string, email: string, duty: 'approver' | 'operator') =>
  logins.owner
    .insertInto('member')
    .values({
      organisation,
      email,
      duty,
      person: null,
      name: null,
      added_at: '2026-09-01T08:00:00Z',
      added_by: 'tests',
    })
    .execute();
const requestsOf = (organisation: string) =>
  logins.owner.selectFrom('right_request').selectAll().where('organisation', '=', organisation).execute();
const grants = async () =>
  (await logins.owner.selectFrom('right_grant').selectAll().orderBy('person').orderBy('right_name').execute()).map(
    (row) => `${row.person} ${row.right_name} ${row.organisation}`,
  );

/** Asks for a right, and gives the number of the request. */
async function ask(browser: TestBrowser, right: string, reason = 'I follow up absence'): Promise<number> {
  const answer = await send(browser, '/rights/ask', { right, reason });
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/rights');
  const row = await logins.owner
    .selectFrom('right_request')
    .select('request_id')
    .orderBy('request_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.request_id;
}

before(async () => {
  await buildSchool(logins.owner, { urn: 900001, name: 'Heron' });
  await buildSchool(logins.owner, { urn: 900002, name: 'Lark' });
  await buildTrust(logins.owner, { uid: '5001', name: 'Heron Trust', academies: [] });
  await buildAuthority(logins.owner, { laCode: '301', name: 'Reedshire', schools: [] });
});

beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  for (const table of ['right_request', 'right_grant', 'member', 'ukprn_organisation', 'mail'] as const)
    await logins.owner.deleteFrom(table).execute();
  await member(HERON, 'head@x.example', 'approver');
  await member(LARK, 'foreign@x.example', 'approver');
  await member('operator', 'ops@x.example', 'operator');
});

describe('asking for the role', () => {
  it('a teacher asks, the head approves, and the report opens', async () => {
    const teacher = await signIn('Teacher', heron);
    assert.equal((await teacher.get('/schools/900001')).statusCode, 403);
    const requestId = await ask(teacher, 'view');
    const waiting = (await teacher.get('/rights')).body;
    assert.match(
      waiting,
      /govuk-notification-banner--success"[^>]*role="alert"[\s\S]*You have asked for “View your education data/,
    );
    assert.match(
      waiting,
      /You asked on 23 November 2026 \(today\)\. It waits for head@x\.example, approver of Heron\./,
    );
    assert.doesNotMatch((await teacher.get('/rights')).body, /notification-banner/);

    const head = await signIn('Head', heron);
    assert.match((await head.get('/approvals')).body, new RegExp(`href="/approvals/${requestId}">Ms Teacher<`));
    const shown = (await head.get(`/approvals/${requestId}`)).body;
    assert.match(shown, /If you approve, Ms Teacher can see the attendance of every pupil of Heron/);
    assert.match(shown, /I follow up absence/);
    const done = await send(head, `/approvals/${requestId}`, { decision: 'approved', reason: '' });
    assert.equal(done.statusCode, 303);
    assert.match((await head.get(String(done.headers.location))).body, /You have approved: Ms Teacher now has/);

    assert.deepEqual(await grants(), [`dfe-sign-in:Teacher view ${HERON}`]);
    assert.equal((await teacher.get('/schools/900001')).statusCode, 200);
    assert.match((await teacher.get('/rights')).body, />Held<[\s\S]*Since 23 November 2026\./);
  });

  it('is told whom it waits for when nobody decides there, and the operator decides', async () => {
    await logins.owner.deleteFrom('member').where('organisation', '=', HERON).execute();
    const teacher = await signIn('Teacher', heron);
    const requestId = await ask(teacher, 'view');
    assert.match((await teacher.get('/rights')).body, /It waits for the people who run this service\./);
    const operator = await signIn('Ops', null, 'oidc');
    assert.match(
      (await operator.get('/operator')).body,
      new RegExp(`/operator/requests/${requestId}"[\\s\\S]*No approver`),
    );
    assert.match((await operator.get(`/operator/requests/${requestId}`)).body, /Nobody decides requests of Heron/);
    await send(operator, `/operator/requests/${requestId}`, { decision: 'approved' });
    assert.deepEqual(await grants(), [`dfe-sign-in:Teacher view ${HERON}`]);
  });

  it('needs a reason for the two more rights, and keeps what was typed', async () => {
    const teacher = await signIn('Teacher', heron);
    const empty = await send(teacher, '/rights/ask', { right: 'sensitive', reason: '  ' });
    assert.equal(empty.statusCode, 400);
    assert.match(empty.body, /<title[^>]*>Error: Your rights/);
    assert.match(empty.body, /<a href="#reason-sensitive">Enter why you need “See sensitive items”<\/a>/);
    const long = await send(teacher, '/rights/ask', { right: 'agree', reason: 'x'.repeat(1001) });
    assert.equal(long.statusCode, 400);
    assert.match(long.body, new RegExp(`id="reason-agree"[^>]*>${'x'.repeat(1001)}<`));
    assert.deepEqual(await requestsOf(HERON), []);
    assert.equal((await send(teacher, '/rights/ask', { right: 'all', reason: 'x' })).statusCode, 400);
  });

  it('asking twice adds nothing; a request can be withdrawn, by who asked only', async () => {
    const teacher = await signIn('Teacher', heron);
    const requestId = await ask(teacher, 'view');
    await ask(teacher, 'view');
    assert.equal((await requestsOf(HERON)).length, 1);
    const other = await signIn('Other', heron);
    assert.equal((await send(other, '/rights/withdraw', { requestId: String(requestId) })).statusCode, 404);
    assert.equal((await send(teacher, '/rights/withdraw', { requestId: '1 OR 1=1' })).statusCode, 404);
    await send(teacher, '/rights/withdraw', { requestId: String(requestId) });
    assert.equal((await requestsOf(HERON))[0]?.decision, 'withdrawn');
  });
});

describe('deciding', () => {
  it('a refusal needs a reason, which the teacher reads, and may then ask again', async () => {
    const teacher = await signIn('Teacher', heron);
    const requestId = await ask(teacher, 'view');
    const head = await signIn('Head', heron);
    const nothing = await send(head, `/approvals/${requestId}`, {});
    assert.equal(nothing.statusCode, 400);
    assert.match(nothing.body, /<a href="#decision">Select whether you approve or refuse<\/a>/);
    const unexplained = await send(head, `/approvals/${requestId}`, { decision: 'refused', reason: ' ' });
    assert.equal(unexplained.statusCode, 400);
    assert.match(unexplained.body, /<title[^>]*>Error: Request of Ms Teacher/);
    assert.match(unexplained.body, /<a href="#reason">Enter a reason for refusing<\/a>/);
    assert.match(unexplained.body, /value="refused" checked/);
    await send(head, `/approvals/${requestId}`, { decision: 'refused', reason: 'You left in July' });
    assert.match(
      (await teacher.get('/rights')).body,
      /Ms Head refused this on 23 November 2026\. The reason: You left in July/,
    );
    assert.notEqual(await ask(teacher, 'view'), requestId);
    assert.deepEqual(await grants(), []);
  });

  it('who comes second is told who was first, and changes nothing', async () => {
    const requestId = await ask(await signIn('Teacher', heron), 'view');
    const head = await signIn('Head', heron);
    await send(head, `/approvals/${requestId}`, { decision: 'approved' });
    const late = await send(head, `/approvals/${requestId}`, { decision: 'refused', reason: 'No' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /This request was approved on 23 November 2026 by Ms Head, and is closed/);
    assert.equal((await grants()).length, 1);
  });

  it('a request of another organisation is answered like one that does not exist', async () => {
    const requestId = await ask(await signIn('Teacher', heron), 'view');
    const foreign = await signIn('Foreign', lark);
    const [theirs, none] = [await foreign.get(`/approvals/${requestId}`), await foreign.get('/approvals/999999')];
    const textOf = (body: string) => body.slice(body.indexOf('<main'), body.indexOf('</main>'));
    assert.deepEqual([theirs.statusCode, none.statusCode], [404, 404]);
    assert.equal(textOf(theirs.body), textOf(none.body));
    const decided = await send(foreign, `/approvals/${requestId}`, { decision: 'approved' });
    assert.equal(decided.statusCode, 404);
    assert.doesNotMatch((await foreign.get('/approvals')).body, /Teacher/);
    assert.equal((await requestsOf(HERON))[0]?.decision, null);
  });

  it('holds by either wall alone: without row-level security, and without the predicates', async () => {
    const requestId = await ask(await signIn('Teacher', heron), 'view');
    const viewer = logins.owner;
    const walls = [
      await openTestApp({ logins: { ...logins, viewer }, issuer, clock: { now: () => now } }),
      await openTestApp({ logins, issuer, clock: { now: () => now }, ask: () => true }),
    ];
    for (const one of walls) {
      const foreign = await signInAs(one, issuer, PUBLIC_URL, lark, { sub: 'Foreign', email: 'foreign@x.example' });
      const _csrf = await tokenOf(foreign);
      for (const path of [`/approvals/${requestId}`, `/operator/requests/${requestId}`]) {
        const [shown, decided] = [await foreign.get(path), await foreign.post(path, { _csrf, decision: 'approved' })];
        assert.doesNotMatch(shown.body + decided.body, /Teacher/);
        assert.match(`${shown.statusCode} ${decided.statusCode}`, /^(404 404|403 403)$/, path);
      }
      await one.close();
    }
    assert.deepEqual(await grants(), []);
  });

  it('is for approvers and the operator only, and needs the form’s token', async () => {
    const teacher = await signIn('Teacher', heron);
    const requestId = await ask(teacher, 'view');
    for (const path of ['/approvals', `/approvals/${requestId}`, '/operator', '/operator/members', '/operator/ukprns'])
      assert.equal((await teacher.get(path)).statusCode, 403, path);
    assert.equal((await send(teacher, `/approvals/${requestId}`, { decision: 'approved' })).statusCode, 403);
    const head = await signIn('Head', heron);
    const without = await head.post(`/approvals/${requestId}`, { decision: 'approved' });
    assert.equal(without.statusCode, 403);
    assert.match(without.body, /no longer valid/);
    assert.equal((await head.get('/operator')).statusCode, 403);
    assert.deepEqual(await grants(), []);
  });

  it('tells what is overdue', async () => {
    await ask(await signIn('Teacher', heron), 'view');
    now = new Date('2026-11-28T12:00:00Z');
    assert.match(
      (await (await signIn('Head', heron)).get('/approvals')).body,
      /1 request waits, overdue[\s\S]*5 days ago <strong[^>]*>Overdue/,
    );
    assert.match((await (await signIn('Ops', null, 'oidc')).get('/operator')).body, /Ms Teacher[\s\S]*Overdue/);
  });
});

describe('people', () => {
  it('an approver takes a right away once asked again, and the next click is refused', async () => {
    const teacher = await signIn('Teacher', heron);
    const head = await signIn('Head', heron);
    for (const right of ['view', 'sensitive'])
      await send(head, `/approvals/${await ask(teacher, right)}`, { decision: 'approved' });
    assert.equal((await teacher.get('/schools/900001')).statusCode, 200);
    const fields = { person: 'dfe-sign-in:Teacher', right: 'view' };
    const asked = await send(head, '/approvals/take', fields);
    assert.equal(asked.statusCode, 200);
    assert.match(
      asked.body,
      /<h1[^>]*>Take “View your education data – School Attendance Data” away from Ms Teacher\?/,
    );
    assert.equal((await grants()).length, 2);
    await send(head, '/approvals/take', { ...fields, confirmed: 'yes' });
    assert.deepEqual(await grants(), []);
    assert.match((await teacher.get('/schools/900001')).body, /Your role was taken away/);
    assert.equal((await send(head, '/approvals/take', { ...fields, person: 'dfe-sign-in:Nobody' })).statusCode, 404);
  });

  it('an approver of another organisation takes nothing', async () => {
    const teacher = await signIn('Teacher', heron);
    await send(await signIn('Head', heron), `/approvals/${await ask(teacher, 'view')}`, { decision: 'approved' });
    const foreign = await signIn('Foreign', lark);
    const fields = { organisation: HERON, person: 'dfe-sign-in:Teacher', right: 'view', confirmed: 'yes' };
    for (const path of ['/approvals/take', '/operator/members/take'])
      assert.match(String((await send(foreign, path, fields)).statusCode), /^40[34]$/, path);
    assert.equal((await grants()).length, 1);
  });

  it('someone gives up a right of their own, and keeps the others', async () => {
    const teacher = await signIn('Teacher', heron);
    const head = await signIn('Head', heron);
    for (const right of ['view', 'agree'])
      await send(head, `/approvals/${await ask(teacher, right)}`, { decision: 'approved' });
    await send(teacher, '/rights/give-up', { right: 'agree' });
    assert.match((await teacher.get('/rights')).body, /You have given up “Agree to share for the school”/);
    assert.deepEqual(await grants(), [`dfe-sign-in:Teacher view ${HERON}`]);
  });

  it('whose organisation comes through another door changes nothing', async () => {
    const teacher = await signIn('Teacher', heron);
    await send(await signIn('Head', heron), `/approvals/${await ask(teacher, 'view')}`, { decision: 'approved' });
    const requestId = await ask(teacher, 'agree');
    const doors = { schools: 'idams', trusts: 'idams', authorities: 'idams' } as const;
    const other = await openTestApp({
      logins,
      issuer,
      clock: { now: () => now },
      doors: { ...doors, trusts: 'dfe-sign-in' },
    });
    const wrong = await signInAs(other, issuer, PUBLIC_URL, heron, { sub: 'Teacher' });
    assert.match((await wrong.get('/rights')).body, /People of Heron sign in here with IDAMS/);
    for (const [path, fields] of [
      ['/rights/give-up', { right: 'view' }],
      ['/rights/withdraw', { requestId: String(requestId) }],
      ['/rights/ask', { right: 'sensitive', reason: 'I ask' }],
    ] as const)
      assert.equal((await send(wrong, path, fields)).statusCode, 403, path);
    await other.close();
    assert.deepEqual(await grants(), [`dfe-sign-in:Teacher view ${HERON}`]);
    assert.deepEqual(
      (await requestsOf(HERON)).map((row) => row.decision),
      ['approved', null],
    );
  });

  it('an approver adds another and removes them, but not the last', async () => {
    const head = await signIn('Head', heron);
    const wrong = await send(head, '/approvals/members', { email: 'deputy', duty: 'approver' });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /<a href="#email">Enter an e-mail address in the correct format[\s\S]*value="deputy"/);
    await send(head, '/approvals/members', { email: 'Deputy@X.example', duty: 'approver' });
    assert.match((await head.get('/approvals')).body, /Deputy@X\.example is now an approver of Heron/);
    await send(head, '/approvals/members', { email: 'deputy@x.example', duty: 'approver' });
    const again = (await head.get('/approvals')).body;
    assert.match(again, /notification-banner[\s\S]*deputy@x\.example is an approver of Heron already/);
    assert.doesNotMatch(again, /notification-banner--success/);
    const asked = await send(head, '/approvals/members/remove', { email: 'deputy@x.example' });
    assert.match(asked.body, /Remove deputy@x\.example from Heron\?/);
    await send(head, '/approvals/members/remove', { email: 'deputy@x.example', confirmed: 'yes' });
    const last = await send(head, '/approvals/members/remove', { email: 'head@x.example', confirmed: 'yes' });
    assert.equal(last.statusCode, 400);
    assert.match(last.body, /This is the only approver of Heron/);
    const foreign = await send(head, '/approvals/members', {
      email: 'a@x.example',
      duty: 'operator',
      organisation: 'operator',
    });
    assert.equal(foreign.statusCode, 400);
    assert.equal((await logins.owner.selectFrom('member').selectAll().execute()).length, 3);
  });

  it('an approver who removes themselves is told so on their own page', async () => {
    await member(HERON, 'deputy@x.example', 'approver');
    const head = await signIn('Head', heron);
    const asked = (await send(head, '/approvals/members/remove', { email: 'head@x.example' })).body;
    assert.match(asked, /<h1[^>]*>Stop being an approver of Heron\?/);
    const done = await send(head, '/approvals/members/remove', { email: 'head@x.example', confirmed: 'yes' });
    assert.equal(done.headers.location, '/rights');
    assert.match((await head.get('/rights')).body, /You are no longer an approver of Heron\./);
    assert.equal((await head.get('/approvals')).statusCode, 403);
  });

  it('the start page and a refusal know that someone has asked, or decides themselves', async () => {
    const teacher = await signIn('Teacher', heron);
    assert.match((await teacher.get('/')).body, /href="\/rights"[^>]*>\s*Ask for the role/);
    await ask(teacher, 'view');
    for (const path of ['/', '/schools/900001']) {
      const { body } = await teacher.get(path);
      assert.match(body, /You have asked for it\. An approver of Heron decides\.[\s\S]*See your request/, path);
      assert.doesNotMatch(body, /Ask for the role/, path);
    }
    const head = await signIn('Head', heron);
    assert.match((await head.get('/')).body, /You are an approver of Heron: you can ask and decide yourself/);
  });

  it('the operator finds an organisation by number or name, and names who decides there', async () => {
    const operator = await signIn('Ops', null, 'oidc');
    for (const [search, found] of [
      ['900002', /Lark<\/a>[\s\S]*School, URN 900002/],
      ['5001', /Heron Trust<\/a>[\s\S]*Multi-academy trust, UID 5001/],
      ['301', /Reedshire<\/a>[\s\S]*Local authority, code 301/],
      ['trust heron', /1 organisation found[\s\S]*organisation=trust%3A5001/],
      ['heron', /2 organisations found/],
      ['%', /Nothing found for “%”/],
      ['\u0000', /Nothing found|Enter a URN/],
    ] as const)
      assert.match((await operator.get(`/operator/members?search=${encodeURIComponent(search)}`)).body, found, search);
    const organisation = 'trust:5001';
    assert.match(
      (await operator.get(`/operator/members?organisation=${organisation}`)).body,
      /Nobody decides requests of Heron Trust/,
    );
    await send(operator, '/operator/members', { organisation, email: 'lead@x.example', duty: 'approver' });
    assert.match(
      (await operator.get(`/operator/members?organisation=${organisation}`)).body,
      /lead@x\.example is now an approver of Heron Trust/,
    );
    for (const wrong of ['trust:9', 'school:0', "trust:'", 'trust:\u0000', ''])
      assert.equal(
        (await send(operator, '/operator/members', { organisation: wrong, email: 'a@x.example', duty: 'approver' }))
          .statusCode,
        404,
      );
  });

  it('the operator’s own staff are named here, and the last operator stays', async () => {
    const operator = await signIn('Ops', null, 'oidc');
    const choose = await send(operator, '/operator/members', {
      organisation: 'operator',
      email: 'ann@x.example',
      duty: '',
    });
    assert.match(choose.body, /<a href="#duty">Select what they do there<\/a>/);
    await send(operator, '/operator/members', { organisation: 'operator', email: 'ann@x.example', duty: 'analyst' });
    const { body } = await operator.get('/operator/members?organisation=operator');
    assert.match(body, /ann@x\.example is now an analyst of this service[\s\S]*The only operator/);
    const last = { organisation: 'operator', email: 'ops@x.example', confirmed: 'yes' };
    assert.equal((await send(operator, '/operator/members/remove', last)).statusCode, 400);
  });
});

describe('UKPRNs', () => {
  it('the operator names one, changes it once asked again, and removes it', async () => {
    const operator = await signIn('Ops', null, 'oidc');
    const wrong = await send(operator, '/operator/ukprns', { ukprn: '2000', organisation: '301' });
    assert.match(wrong.body, /<a href="#ukprn">Enter a UKPRN: 8 digits[\s\S]*value="2000"/);
    const unknown = await send(operator, '/operator/ukprns', { ukprn: '10000372', organisation: 'Nowhere' });
    assert.match(unknown.body, /<a href="#organisation">Enter an organisation that is in the list/);
    const several = await send(operator, '/operator/ukprns', { ukprn: '10000372', organisation: 'her' });
    assert.match(several.body, /Select which organisation you mean[\s\S]*type="radio" value="trust:5001"/);
    await send(operator, '/operator/ukprns', { ukprn: '1000 0372', organisation: '301' });
    assert.match(
      (await operator.get('/operator/ukprns')).body,
      /10000372 stands for Reedshire now\.[\s\S]*Local authority, code 301/,
    );
    const other = { ukprn: '10000372', organisation: 'trust:5001' };
    assert.match((await send(operator, '/operator/ukprns', other)).body, /It stands for Reedshire now/);
    await send(operator, '/operator/ukprns', { ...other, confirmed: 'yes' });
    assert.match(
      (await send(operator, '/operator/ukprns/remove', { ukprn: '10000372' })).body,
      /Remove 10000372\?[\s\S]*Heron Trust/,
    );
    await send(operator, '/operator/ukprns/remove', { ukprn: '10000372', confirmed: 'yes' });
    assert.deepEqual(await logins.owner.selectFrom('ukprn_organisation').selectAll().execute(), []);
    assert.equal((await send(operator, '/operator/ukprns/remove', { ukprn: '10000372' })).statusCode, 404);
  });
});

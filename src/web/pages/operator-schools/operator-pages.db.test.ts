import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { buildAgreement, buildAuthority, buildRun, buildSchool } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import { startIssuer } from '../../../access/issuer.fixture.ts';
import { actForSchool } from '../../../agreement/act-for-school.ts';
import { AUDIT_KEY, openTestApp } from '../../app.fixture.ts';
import { signInAs, type TestBrowser, tokenOf } from '../../browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
let now = new Date('2026-11-23T12:00:00Z');
const logins = await testDatabase({ after });
const { owner } = logins;
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins, issuer, clock: { now: () => now } });
after(() => app.close());

const SCRIPT = '<script>alert(1)</script>';
const member = (organisation: string, email: string, duty: 'approver' | 'operator' | 'analyst') =>
  owner
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
const staff = (email = 'ops@x.example') =>
  signInAs(app, issuer, PUBLIC_URL, null, { sub: email, email, name: 'Mx Ops', door: 'oidc' });
const send = async (browser: TestBrowser, path: string, fields: Record<string, string>) =>
  browser.post(path, { _csrf: await tokenOf(browser), ...fields });
const stateOf = async (urn: number) =>
  (await owner.selectFrom('agreement').select('state').where('school_urn', '=', urn).executeTakeFirst())?.state;
const mails = async () =>
  (await owner.selectFrom('mail').select(['template', 'email']).orderBy('mail_id').execute()).map(
    ({ template, email }) => `${template} ${email}`,
  );
/** Schools on the page, in its order. */
const listed = (html: string) =>
  [...html.matchAll(/href="\/operator\/schools\/(\d{6})"/g)].map(([, urn]) => Number(urn));
let operator: TestBrowser;

before(async () => {
  await member('operator', 'ops@x.example', 'operator');
  await member('operator', 'analyst@x.example', 'analyst');
  operator = await staff();
  await buildAuthority(owner, { laCode: '301', name: 'Reedshire', schools: [] });
  await buildAuthority(owner, { laCode: '302', name: 'Marshford', schools: [] });
});

beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  for (const table of [
    'invitation',
    'connection',
    'agreement_event',
    'agreement_wording',
    'agreement',
    'collection_run',
    'school_link',
    'school',
    'mail',
  ] as const)
    await owner.deleteFrom(table).execute();
  await owner.deleteFrom('member').where('organisation', '!=', 'operator').execute();
  await buildSchool(owner, { urn: 900001, name: 'Heron', agreement: 'receiving', mis: 'Arbor' });
  await buildSchool(owner, { urn: 900002, name: 'Lark', agreement: 'invited', mis: null });
  await buildSchool(owner, { urn: 900003, name: SCRIPT, agreement: 'opted-out', mis: 'Bromcom' });
  await buildSchool(owner, { urn: 900004, name: '=Sum(A1)', agreement: 'not-asked', mis: null });
  await owner.updateTable('school').set({ la_code: '301' }).where('urn', '<=', 900002).execute();
  await owner.updateTable('school').set({ la_code: '302' }).where('urn', '>', 900002).execute();
});

describe('the list of schools', () => {
  it('has every school, how many are in which state, and when each was collected last', async () => {
    await buildRun(owner, 900001);
    const html = (await operator.get('/operator/schools')).body;
    assert.deepEqual(listed(html), [900003, 900004, 900001, 900002]);
    assert.match(html, /<span class="app-states__number">4<\/span> All/);
    assert.match(html, /href="\/operator\/schools\?state=invited"><span class="app-states__number">1<\/span> Invited/);
    assert.match(html, /4 schools/);
    assert.doesNotMatch(html, /<script>alert| style=/);
    assert.equal(html.match(/Last collected<\/span> Never/g)?.length, 3);
  });

  it('is narrowed, sorted and paged by its address, and each filter can be taken away', async () => {
    const urns = async (query: string) => listed((await operator.get(`/operator/schools?${query}`)).body);
    assert.deepEqual(await urns('area=301&sort=name&order=desc'), [900002, 900001]);
    assert.deepEqual(await urns('mis=Arbor'), [900001]);
    assert.deepEqual(await urns('mis=unknown'), [900004, 900002]);
    assert.deepEqual(await urns('search=90000'), [900003, 900004, 900001, 900002]);
    assert.deepEqual(await urns('search=her'), [900001]);
    assert.deepEqual(await urns('search=%25'), []);
    assert.deepEqual(await urns('state=opted-out'), [900003]);
    for (const sort of ['area', 'mis', 'state', 'since', 'invited', 'collected'])
      assert.equal((await urns(`sort=${sort}`)).length, 4, sort);
    const html = (await operator.get('/operator/schools?state=invited&area=301')).body;
    assert.match(
      html,
      /href="\/operator\/schools\?area=301"><span class="govuk-visually-hidden">Remove filter <\/span>State: Invited/,
    );
    assert.match(html, /<a class="govuk-link" href="\/operator\/schools">Clear filters/);
  });

  it('passes over filters of no meaning, and shows the last page where there are fewer', async () => {
    const odd = [
      'state=x',
      'area=999',
      "mis=';DROP",
      'stuck=x',
      'sort=urn',
      'page=0',
      'page=999999999',
      'page=1e9',
      'search=%00',
    ];
    for (const query of odd) {
      const answer = await operator.get(`/operator/schools?${query}`);
      assert.equal(answer.statusCode, 200, query);
      assert.equal(listed(answer.body).length, 4, query);
    }
    const searched = (await operator.get(`/operator/schools?search=${encodeURIComponent(`">${SCRIPT}`)}`)).body;
    assert.doesNotMatch(searched, /<script>alert/);
  });

  it('shows a page of 50', async () => {
    for (let urn = 900100; urn < 900170; urn++) await buildSchool(owner, { urn, agreement: 'not-asked' });
    const first = (await operator.get('/operator/schools?search=test')).body;
    assert.equal(listed(first).length, 50);
    assert.match(first, /70 schools, page 1 of 2/);
    assert.match(first, /href="\/operator\/schools\?search=test&amp;page=2"/);
    assert.equal(listed((await operator.get('/operator/schools?search=test&page=7')).body).length, 20);
  });

  it('is given as a file of what the filters leave, without formulas, and on the audit', async () => {
    const answer = await operator.get('/operator/schools.csv?area=302');
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8');
    assert.equal(answer.headers['content-disposition'], 'attachment; filename="schools-2026-11-23-invented-data.csv"');
    const lines = answer.body.trim().split('\r\n');
    assert.equal(lines.length, 3);
    assert.match(lines[0]!, /^school,urn,local_authority,mis,state,since,/);
    assert.match(lines[2]!, /^'=Sum\(A1\),900004,Marshford,,Not asked,/);
    const event = await owner
      .selectFrom('audit_event')
      .select(['person', 'detail'])
      .where('what', '=', 'download')
      .executeTakeFirstOrThrow();
    assert.equal(event.person, 'oidc:ops@x.example');
    assert.match(JSON.stringify(event.detail), /rows[^,]*2/);
  });
});

describe('one school', () => {
  const agreed = () =>
    actForSchool(
      logins.viewer,
      { urns: [], person: 'dfe-sign-in:HEAD', organisation: 'school:900002', agrees: true },
      { auditKey: AUDIT_KEY, keepDays: 30 },
      {
        person: 'dfe-sign-in:HEAD',
        name: `Ann ${SCRIPT}`,
        email: 'head@lark.example',
        organisation: 'school:900002',
        requestId: null,
      },
      { urn: 900002, act: 'agree', wording: `We agree.\n\nTo ${SCRIPT}.` },
      now,
    );

  it('shows where it stands and its whole history, with the words agreed to', async () => {
    await agreed();
    const html = (await operator.get('/operator/schools/900002')).body;
    assert.match(html, /The school has agreed/);
    assert.match(html, /<strong>Agreed<\/strong>: Invited → Agreed, not connected yet/);
    assert.match(html, /Ann &lt;script&gt;alert\(1\)&lt;\/script&gt;, for Lark/);
    assert.match(html, /href="\/operator\/schools\/900002\/wording#wording-[0-9a-f]{12}"/);
    assert.doesNotMatch(html, /<script>alert| style=/);
    const wording = (await operator.get('/operator/schools/900002/wording')).body;
    assert.match(wording, /<p class="govuk-body app-break">To &lt;script&gt;/);
    assert.match(
      (await operator.get('/operator/schools/900001/wording')).body,
      /Nobody has agreed for this school here/,
    );
  });

  it('does not exist where the list has none, or the number is none', async () => {
    for (const urn of ['900009', '12345', '0900001', '9999999999', 'x'])
      for (const page of ['', '/wording', '/opt-out'])
        assert.equal((await operator.get(`/operator/schools/${urn}${page}`)).statusCode, 404, urn + page);
    assert.equal((await send(operator, '/operator/schools/900009/act', { act: 'pause' })).statusCode, 404);
  });

  it('is paused and resumed, once it was asked again', async () => {
    const asked = await send(operator, '/operator/schools/900001/act', { act: 'pause', seen: '0' });
    assert.equal(asked.statusCode, 200);
    assert.match(asked.body, /Pause sharing\?/);
    assert.equal(await stateOf(900001), 'receiving');
    const done = await send(operator, '/operator/schools/900001/act', { act: 'pause', seen: '0', confirmed: 'yes' });
    assert.equal(done.headers.location, '/operator/schools/900001');
    assert.equal(await stateOf(900001), 'paused');
    assert.match(
      (await operator.get('/operator/schools/900001')).body,
      /Sharing is paused[\s\S]*Mx Ops, for the operator/,
    );
    // A press on a page that is older than what happened meanwhile, and an act that there is not.
    await send(operator, '/operator/schools/900001/act', { act: 'resume', seen: '0', confirmed: 'yes' });
    assert.equal(await stateOf(900001), 'paused');
    assert.match((await operator.get('/operator/schools/900001')).body, /happened to the agreement meanwhile/);
    for (const act of ['agree', 'opt-out', ''])
      assert.equal((await send(operator, '/operator/schools/900001/act', { act, confirmed: 'yes' })).statusCode, 400);
    await send(operator, '/operator/schools/900001/act', { act: 'resume', seen: '1', confirmed: 'yes' });
    assert.notEqual(await stateOf(900001), 'paused');
  });

  it('opts out on its own word, for a reason, with the day of deletion before the button', async () => {
    const page = (await operator.get('/operator/schools/900001/opt-out')).body;
    assert.match(page, /is deleted on Wednesday 23 December 2026, in 30 days[\s\S]*Record the opt out/);
    const without = await send(operator, '/operator/schools/900001/opt-out', { seen: '0', reason: ' \n ' });
    assert.equal(without.statusCode, 400);
    assert.match(without.body, /Error: Record[\s\S]*href="#reason">Enter who told you, when and how/);
    const long = await send(operator, '/operator/schools/900001/opt-out', { seen: '0', reason: 'x'.repeat(501) });
    assert.equal(long.statusCode, 400);
    assert.equal(await stateOf(900001), 'receiving');
    await send(operator, '/operator/schools/900001/opt-out', { seen: '0', reason: 'The head telephoned' });
    assert.equal(await stateOf(900001), 'opted-out');
    const after = (await operator.get('/operator/schools/900001')).body;
    assert.match(after, /The opt out is recorded[\s\S]*deleted on 23 December 2026[\s\S]*Reason: The head telephoned/);
    assert.deepEqual(await mails(), ['opted-out-receipt ops@x.example', 'agreement-notice null']);
    // A second press.
    await send(operator, '/operator/schools/900001/opt-out', { seen: '0', reason: 'Again' });
    assert.equal((await mails()).length, 2);
    assert.match((await operator.get('/operator/schools/900001')).body, /It was so already/);
  });

  it('that was only asked says no, and is not asked again', async () => {
    await send(operator, '/operator/schools/900002/opt-out', { seen: '0', reason: 'A letter of the governors' });
    assert.equal(await stateOf(900002), 'declined');
    const html = (await operator.get('/operator/schools/900002')).body;
    assert.doesNotMatch(html, /action="\/operator\/schools\/900002\/invite"/);
    assert.match(html, /Nobody can agree in the school’s place/);
  });

  it('is invited by an address, and the mail is not sent twice by two presses', async () => {
    const wrong = await send(operator, '/operator/schools/900004/invite', { email: 'no address' });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /value="no address"/);
    const asked = await send(operator, '/operator/schools/900004/invite', { email: 'Head@Sum.example' });
    const since = /name="since" value="(\d+)"/.exec(asked.body)![1]!;
    const form = { email: 'head@sum.example', confirmed: 'yes', since };
    await Promise.all([1, 2].map(() => send(operator, '/operator/schools/900004/invite', form)));
    assert.deepEqual(await mails(), ['school-invited head@sum.example']);
    assert.equal(await stateOf(900004), 'invited');
    now = new Date('2026-11-23T12:10:00Z');
    await send(operator, '/operator/schools/900004/invite', { email: 'head@sum.example', confirmed: 'yes' });
    assert.equal((await mails()).length, 2);
    await owner.updateTable('invitation').set({ mail_state: 'given-up', mail_error: 'refused-550' }).execute();
    assert.match(
      (await operator.get('/operator/schools/900004')).body,
      /Could not be delivered[\s\S]*no such mailbox[\s\S]*another address/,
    );
  });

  it('that came after a closed one is to be asked by itself', async () => {
    await buildAgreement(owner, 900003, 'closed');
    await owner
      .insertInto('school_link')
      .values({ urn: 900003, link_urn: 900004, link_type: 'Successor', link_date: '2026-11-01' })
      .execute();
    const html = (await operator.get('/operator/schools/900003')).body;
    assert.match(html, /invite it by itself[\s\S]*Came after[\s\S]*href="\/operator\/schools\/900004"/);
    assert.deepEqual(listed((await operator.get('/operator/schools?stuck=successor')).body), [900003]);
  });
});

describe('inviting many', () => {
  const LINES =
    '900004,head@sum.example\n12345,x@x.example\n900003,x@x.example\n999999,\n900002,not-an-address\n900002,';

  it('says of each line what will be done, does it, and tells of each line what came of it', async () => {
    await member('school:900002', 'head@lark.example', 'approver');
    const checked = (await send(operator, '/operator/invite/check', { which: 'many', lines: LINES })).body;
    assert.match(checked, /Send 2 invitations/);
    assert.match(checked, /4 lines that will not be invited/);
    assert.match(checked, /“12345” is not a URN/);
    assert.match(checked, /No school in the list has this URN/);
    assert.match(checked, /The school has said no/);
    assert.doesNotMatch(checked, /<script>alert/);
    assert.deepEqual(await mails(), []);
    const lines = /<textarea name="lines"[^>]*>([^<]*)</.exec(checked)![1]!;
    const since = /name="since" value="(\d+)"/.exec(checked)![1]!;
    const done = (await send(operator, '/operator/invite/send', { lines, since })).body;
    assert.match(done, /2 invitations will go out/);
    assert.deepEqual(await mails(), ['school-invited head@sum.example', 'school-invited head@lark.example']);
    const again = (await send(operator, '/operator/invite/send', { lines, since })).body;
    assert.match(again, /2 invitations were sent already, and are not sent again/);
    assert.equal((await mails()).length, 2);
  });

  it('takes a file, with the form’s token, and refuses what is none', async () => {
    const post = async (parts: string[][], headers: Record<string, string> = {}) => {
      const boundary = 'a-boundary-of-the-tests';
      const cookie = [...operator.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const payload = parts
        .map(([head, body]) => `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`)
        .join('');
      return app.inject({
        method: 'POST',
        url: '/operator/invite/check',
        headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
        payload: `${payload}--${boundary}--\r\n`,
      });
    };
    const token = ['name="_csrf"', await tokenOf(operator)];
    const many = ['name="which"', 'many'];
    const empty = ['name="lines"', ''];
    const file = (body: string) => ['name="file"; filename="schools.csv"\r\ncontent-type: text/csv', body];
    const answer = await post([token, many, empty, file('Name;URN;E-mail\nx;900004;head@sum.example\n')]);
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /Send the invitation/);
    assert.equal((await post([many, file('900004')])).statusCode, 403);
    assert.equal((await post([token, many], { origin: 'https://evil.example' })).statusCode, 403);
    const both = await post([token, many, ['name="lines"', '900004'], file('900004')]);
    assert.match(both.body, /Paste lines or choose a file, not both/);
    assert.match((await post([token, many, empty, file('PK\0')])).body, /The file must be text/);
    assert.match((await post([token, many, empty, file('x'.repeat(2 * 1024 * 1024 + 1))])).body, /smaller than 2 MB/);
    assert.match((await post([token, many, empty, file('')])).body, /Paste a line for each school/);
  });

  it('sends a form back with what is wrong, and refuses one that no page of ours sends', async () => {
    const wrong = await send(operator, '/operator/invite/check', { which: 'one', urn: '12345', email: 'x' });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /href="#urn">Enter a URN/);
    const address = await send(operator, '/operator/invite/check', { which: 'one', urn: '900004', email: SCRIPT });
    assert.match(address.body, /href="#email">Enter an e-mail address/);
    assert.doesNotMatch(address.body, /<script>alert/);
    const tooMany = '900004\n'.repeat(1_001);
    assert.match(
      (await send(operator, '/operator/invite/check', { which: 'many', lines: tooMany })).body,
      /There are 1,001 lines/,
    );
    for (const lines of ['', 'x', '1,12345,', '1,900004,x', `1,900004,${SCRIPT}`])
      assert.equal((await send(operator, '/operator/invite/send', { lines })).statusCode, 400, lines);
  });
});

describe('progress', () => {
  it('is empty before anybody was asked, but for schools that are stuck', async () => {
    await owner.deleteFrom('agreement').execute();
    const html = (await operator.get('/operator/campaign')).body;
    assert.match(html, /No school has been asked yet/);
    assert.match(html, /No school is stuck/);
    assert.doesNotMatch(html, /<svg/);
  });

  it('is a chart with its table, and who is stuck leads to those schools', async () => {
    await send(operator, '/operator/schools/900004/invite', { email: 'head@sum.example', confirmed: 'yes' });
    now = new Date('2026-11-25T12:00:00Z');
    const later = await staff();
    const html = (await later.get('/operator/campaign')).body;
    assert.match(html, /0 of 1 school asked have agreed, 0 share/);
    assert.match(html, /<svg [^>]*role="img"/);
    assert.match(html, /<caption[^>]*>Schools asked to share, by day<\/caption>/);
    assert.match(html, /href="\/operator\/schools\?stuck=not-answered&amp;sort=since">Invited, and has not answered/);
    assert.match(html, /stuck=never-collected/);
    assert.doesNotMatch(html, / style=/);
    assert.deepEqual(
      listed((await later.get('/operator/schools?stuck=not-answered&sort=since')).body),
      [900004, 900002],
    );
    await owner.updateTable('invitation').set({ mail_state: 'given-up' }).execute();
    assert.deepEqual(listed((await later.get('/operator/schools?stuck=mail-refused')).body), [900004]);
  });
});

describe('nobody but the operator’s own', () => {
  it('sees or does any of it', async () => {
    const head = { name: 'Heron', urn: '900001', category: { id: '001' } };
    for (const browser of [await staff('analyst@x.example'), await signInAs(app, issuer, PUBLIC_URL, head)]) {
      const paths = ['/schools', '/schools.csv', '/schools/900001', '/schools/900001/opt-out', '/invite', '/campaign'];
      for (const path of paths) assert.equal((await browser.get(`/operator${path}`)).statusCode, 403, path);
      const form = { reason: 'x', seen: '0', confirmed: 'yes', act: 'pause', lines: '1,900004,x@x.example' };
      for (const path of ['/schools/900001/opt-out', '/schools/900001/act', '/schools/900004/invite', '/invite/send'])
        assert.equal((await send(browser, `/operator${path}`, form)).statusCode, 403, path);
    }
    assert.equal(await stateOf(900001), 'receiving');
    assert.deepEqual(await mails(), []);
  });
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../../../test/database.ts';
import { startIssuer } from '../../../access/issuer.fixture.ts';
import { DEFAULT_SETTINGS } from '../../../domain/disclosure/settings.ts';
import type { CheckResult } from '../../../domain/release/release.ts';
import { releaseRules } from '../../../domain/release/rules.ts';
import { academicYear } from '../../../domain/sessions/academic-year.ts';
import { digestOf, packFile } from '../../../publish/pack-file.ts';
import { publishRelease } from '../../../publish/publish-release.ts';
import { addSignature, writeRelease } from '../../../store/releases.ts';
import { openTestApp } from '../../app.fixture.ts';
import { signInAs, type TestBrowser, tokenOf } from '../../browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const logins = await testDatabase({ after });
const { owner } = logins;
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins, issuer, clock: { now: () => new Date('2026-10-20T12:00:00Z') } });
after(() => app.close());

const WEEKLY =
  'time_period,time_identifier,region_code,new_la_code,education_phase,num_schools,attendance_perc,overall_absence_perc,authorised_absence_perc,unauthorised_absence_perc\r\n' +
  '2026,Week 41,,,Total,1234.4,94.26,5.74,4.1,1.64\r\n2026,Week 41,,,Special,c,c,c,c,c\r\n';
const REVISIONS =
  'time_period,time_identifier,country_name,region_name,education_phase,headline_rate,former_percent,revised_percent\r\n' +
  '2026,Week 40,England,,All schools,Attendance,94.10,94.12\r\n2026,Week 40,England,,All schools,Overall absence,5.90,5.90\r\n';

async function write(
  id: string,
  checks: CheckResult[],
  { former = '2026-w39', asOf = '2026-10-09' }: { former?: string | null; asOf?: string } = {},
): Promise<string> {
  const files = [
    await packFile('weekly.csv', true, [WEEKLY]),
    await packFile('revisions.csv', true, [REVISIONS]),
    await packFile('inputs.csv', false, ['inputs']),
  ];
  const limits = { leastResponsePercent: 75, largestChange: 0.5 };
  const settings = { disclosure: DEFAULT_SETTINGS, limits, invented: true };
  const made = {
    ...{ id, startYear: 2026, asOf, dueAt: new Date('2026-10-22T08:30:00Z') },
    ...{ madeAt: new Date('2026-10-19T08:00:00Z'), digest: digestOf(files), inputsDigest: files[2]!.digest },
    ...{ codeVersion: '1', rules: releaseRules(academicYear(2026), settings, former), checks, note: '' },
  };
  await owner.transaction().execute((transaction) => writeRelease(transaction, made, files));
  return made.digest;
}

const PASSED: CheckResult = { name: 'row-sums', problems: [], found: 0 };
const FAILED: CheckResult = {
  name: 'percentages',
  problems: [{ file: 'weekly.csv', line: 3, column: 'attendance_perc', why: '101 is no percentage' }],
  found: 2,
};
const staff = (email: string) =>
  signInAs(app, issuer, PUBLIC_URL, null, { sub: email, email, name: `Mx ${email.slice(0, 3)}`, door: 'oidc' });
const send = async (browser: TestBrowser, path: string, fields: Record<string, string>) =>
  browser.post(path, { _csrf: await tokenOf(browser), ...fields });
const digestIn = (html: string) => /name="digest" value="([0-9a-f]{64})"/.exec(html)?.[1];
const SIGN = '/operator/releases/2026-w41/sign';
let [one, two]: TestBrowser[] = [];

before(async () => {
  for (const email of ['one@x.example', 'two@x.example'])
    await owner
      .insertInto('member')
      .values({
        ...{ organisation: 'operator', email, duty: 'operator', person: null, name: null },
        ...{ added_at: '2026-09-01T08:00:00Z', added_by: 'tests' },
      })
      .execute();
  one = await staff('one@x.example');
  two = await staff('two@x.example');
});

test('without a release the list says how the first is made, and what comes next', async () => {
  const { body } = await one!.get('/operator/releases');
  assert.match(body, /There is no release yet/);
  assert.match(body, /Published<[^>]*> Thursday \d+ \w+ 2026, 09:30/);
});

test('a release with a failed check says which, where and why, and has no button', async () => {
  await write('2026-w41', [PASSED, FAILED]);
  const { body } = await one!.get('/operator/releases/2026-w41');
  assert.match(body, /1 of 2 checks failed/);
  assert.match(body, /weekly\.csv, line 3, column attendance_perc: 101 is no percentage/);
  assert.match(body, /and 1 more/);
  assert.doesNotMatch(body, /Sign this release/);
  const digest = '0'.repeat(64);
  await send(one!, SIGN, { digest, confirmed: 'yes' });
  assert.match((await one!.get('/operator/releases/2026-w41')).body, /has not passed all checks: it cannot be signed/);
});

test('a release shows its figures, revisions and files before two different people sign it', async () => {
  await write('2026-w41', [PASSED]);
  const { body } = await one!.get('/operator/releases/2026-w41');
  assert.match(body, /England, week 41 of 2026/);
  assert.match(body, /94\.3%/);
  assert.match(body, /hidden/);
  assert.match(body, /1 of 2 headline rates of England and its regions are others than in 2026-w39/);
  assert.doesNotMatch(body, /inputs\.csv/);
  const digest = digestIn(body)!;

  const file = await one!.get('/operator/releases/2026-w41/files/weekly.csv');
  assert.equal(file.body, WEEKLY);
  assert.equal((await one!.get('/operator/releases/2026-w41/files/inputs.csv')).statusCode, 404);
  assert.equal((await one!.get('/operator/releases/2026-w43')).statusCode, 404);

  assert.match((await send(one!, SIGN, { digest })).body, /Sign release 2026-w41\?/);
  await send(one!, SIGN, { digest, confirmed: 'yes' });
  const signed = (await one!.get('/operator/releases/2026-w41')).body;
  assert.match(signed, /You have signed 2026-w41/);
  assert.match(signed, /A different person must give the other signature/);
  assert.doesNotMatch(signed, /Sign this release/);

  await send(one!, SIGN, { digest, confirmed: 'yes' });
  assert.match(
    (await one!.get('/operator/releases/2026-w41')).body,
    /You have signed 2026-w41 already\. Another person must give the second signature/,
  );

  await send(two!, SIGN, { digest: '1'.repeat(64), confirmed: 'yes' });
  assert.match((await two!.get('/operator/releases/2026-w41')).body, /was made anew since you looked at it/);
  await send(two!, SIGN, { digest, confirmed: 'yes' });
  const done = (await two!.get('/operator/releases/2026-w41')).body;
  assert.match(done, /Two people have signed it\. It is published on Thursday 22 October 2026, 09:30, by itself/);
  assert.match(done, /Mx one[\s\S]*Mx two/);
  const events = await owner
    .selectFrom('audit_event')
    .select(['what', 'outcome'])
    .where('what', '=', 'release-signed')
    .orderBy('event_id')
    .execute();
  assert.deepEqual(
    events.map(({ outcome }) => outcome),
    ['refused', 'done', 'refused', 'refused', 'done'],
  );
});

test('a published release is never signed again', async () => {
  const now = new Date('2026-10-22T08:30:00Z');
  const digest = await write('2026-w39', [PASSED], { former: null, asOf: '2026-09-25' });
  for (const personKey of ['a', 'b'])
    await addSignature(owner, '2026-w39', { personKey, name: personKey, signedAt: now, digest });
  await publishRelease(owner, '2026-w39', now);
  await publishRelease(owner, '2026-w41', now);
  assert.match((await one!.get('/operator/releases')).body, /Published Thursday 22 October 2026, 09:30/);
  const { body } = await one!.get('/operator/releases/2026-w41');
  assert.match(body, /It is published, and is never changed/);
  assert.doesNotMatch(body, /Sign this release/);
});

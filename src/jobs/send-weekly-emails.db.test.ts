import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { Value } from 'typebox/value';
import {
  buildGrant,
  buildRegister,
  buildRun,
  buildSchool,
  buildTrust,
  buildViewer,
  FULL_WEEK,
  marksOf,
} from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import type { Answer } from '../access/entitlements.ts';
import { askWeeklyEmail, readOwnWeeklyEmail, stopWeeklyEmail } from '../access/weekly-email/ask-weekly-email.ts';
import { confirmSignIn } from '../access/weekly-email/confirm-weekly-emails.ts';
import { auditKey } from '../audit/append-event.ts';
import { createLog } from '../log.ts';
import { FACTS } from '../mail/facts.ts';
import { sendWeeklyEmails, type WeeklyEmailParts } from './send-weekly-emails.ts';

const logins = await testDatabase({ after });
const { owner } = logins;
const [W1, W2] = ['2026-11-09', '2026-11-16'];
/** The Monday after the second week, at 7.02am in London. */
const MONDAY = '2026-11-23T07:02:00Z';
const HEAD = buildViewer();
const PLACES = { 'dfe-sign-in': 'local', idams: 'claims' } as const;
const KEY = auditKey(Buffer.alloc(32, 1).toString('hex'));

before(async () => {
  for (const urn of [900001, 900002]) {
    await buildSchool(owner, { urn, name: `School ${urn}` });
    await buildRun(owner, urn, { kind: 'first', started_at: '2026-11-20T16:30:00Z' });
    const pupils = Array.from({ length: 12 }, (_, index) => ({
      id: index + 1,
      surname: `Canary${index}`,
      weeks: { [W1]: FULL_WEEK, [W2]: index < 2 ? marksOf('NN', 'NN', '/\\', '/\\', '/\\') : FULL_WEEK },
    }));
    await buildRegister(owner, urn, pupils);
  }
  await buildTrust(owner, { uid: '5001', name: 'A trust', academies: [{ urn: 900001 }, { urn: 900002 }] });
});

afterEach(async () => {
  for (const table of ['weekly_email', 'mail', 'right_grant'] as const) await owner.deleteFrom(table).execute();
});

interface Given {
  at?: string;
  places?: WeeklyEmailParts['viewers']['entitlements']['places'];
  api?: Answer;
}
function send({ at = MONDAY, places = PLACES, api }: Given = {}) {
  const asked = { holdsRole: async () => api ?? 'no', organisationsOf: async () => null };
  return sendWeeklyEmails({
    owner,
    auditKey: KEY,
    log: createLog('silent'),
    at: '07:00',
    confirmedDays: 35,
    viewers: {
      database: logins.viewer,
      clock: { now: () => new Date(at) },
      doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
      entitlements: { places, api: api === undefined ? null : asked, idamsRoleCodes: ['ATT'], minutes: 5 },
    },
  });
}
const mails = () => owner.selectFrom('mail').select(['template', 'email', 'organisation', 'facts']).execute();
const ask = (viewer = HEAD, at = '2026-11-18T12:00:00Z') => askWeeklyEmail(logins.viewer, viewer, new Date(at));
const TRUST = buildViewer({
  person: 'idams:T1',
  door: 'idams',
  organisation: { kind: 'multi-academy-trust', uid: '5001', name: 'A trust' },
  organisationKey: 'trust:5001',
  scope: { urns: [900001, 900002], person: 'idams:T1', organisation: 'trust:5001' },
});
const NONE = { sent: 0, nothing: 0, ended: 0, failed: 0 };

describe('the weekly e-mail', () => {
  it('is queued once a week, from seven on Monday', async () => {
    await buildGrant(owner, 'school:900001');
    await ask();
    assert.deepEqual(await send({ at: '2026-11-20T12:00:00Z' }), NONE);
    assert.deepEqual(await send({ at: '2026-11-23T06:59:00Z' }), NONE);
    const [first, second] = await Promise.all([send(), send()]);
    assert.equal(first.sent + second.sent, 1);
    assert.deepEqual(await send({ at: '2026-11-25T12:00:00Z' }), NONE);
    assert.equal((await mails()).length, 1);
    assert.deepEqual(await send({ at: '2026-11-30T07:02:00Z' }), { ...NONE, sent: 1 });
  });

  it('has numbers without names, and none from one to four', async () => {
    await buildGrant(owner, 'school:900001');
    await ask();
    await send();
    const [mail] = await mails();
    assert.equal(mail!.email, 'head@school.example');
    assert.equal(Value.Check(FACTS['weekly-email'], mail!.facts), true);
    assert.deepEqual(mail!.facts, {
      organisation: 'School 900001',
      urn: 900001,
      week: W2,
      lastWeek: { numerator: 112, denominator: 120 },
      weekBefore: { numerator: 120, denominator: 120 },
      yearToDate: { numerator: 232, denominator: 240 },
      newlyPersistent: 'few',
      aboutToBePersistent: 10,
      unexplained: 0,
      schools: 1,
      stale: 0,
      collectedAt: '2026-11-20T16:30:00.000Z',
      signInWithin: 35,
    });
    assert.doesNotMatch(JSON.stringify(mail), /Canary/);
  });

  it('of a trust is over all its schools', async () => {
    await ask(TRUST);
    assert.deepEqual(await send(), { ...NONE, sent: 1 });
    const { facts } = (await mails())[0]!;
    assert.deepEqual(
      [facts['urn'], facts['schools'], facts['lastWeek']],
      [null, 2, { numerator: 224, denominator: 240 }],
    );
  });

  it('goes to nobody who has lost the role, and ends', async () => {
    await ask();
    assert.deepEqual(await send(), { ...NONE, ended: 1 });
    assert.equal((await mails()).length, 0);
    const own = await readOwnWeeklyEmail(logins.viewer, HEAD);
    assert.equal(own?.endedBecause, 'role-lost');
    const { rows } = { rows: await owner.selectFrom('audit_event').select(['what', 'school_urn']).execute() };
    assert.deepEqual(rows, [{ what: 'weekly-email-ended', school_urn: 900001 }]);
    await buildGrant(owner, 'school:900001');
    assert.deepEqual(await send({ at: '2026-11-30T07:02:00Z' }), NONE);
    await ask();
    assert.equal((await readOwnWeeklyEmail(logins.viewer, HEAD))?.endedAt, null);
  });

  it('asks DfE Sign-in anew, and waits when it does not answer', async () => {
    const head = buildViewer({ organisation: { kind: 'school', urn: 900001, name: 'Heron', providerId: 'P1' } });
    await ask(head);
    const places = { 'dfe-sign-in': 'api', idams: 'claims' } as const;
    assert.deepEqual(await send({ places, api: 'unknown' }), { ...NONE, failed: 1 });
    assert.deepEqual(await send({ places, api: 'yes' }), { ...NONE, sent: 1 });
    assert.equal((await mails())[0]!.facts['signInWithin'], null);
    assert.deepEqual(await send({ places, api: 'no', at: '2026-11-30T07:02:00Z' }), { ...NONE, ended: 1 });
  });

  it('ends for those whom only sign-in knows when they have not signed in for long, and goes on when they have', async () => {
    await ask(TRUST, '2026-10-12T12:00:00Z');
    assert.deepEqual(await send(), { ...NONE, ended: 1 });
    await ask(TRUST, '2026-10-12T12:00:00Z');
    const person = {
      door: 'idams',
      subject: 'T1',
      name: 'Tess',
      email: 't@x.example',
      emailVerified: true,
      organisations: [{ kind: 'multi-academy-trust', uid: '5001', name: 'A trust' }],
    } as const;
    const confirm = (roles: string[]) =>
      confirmSignIn(
        logins.viewer,
        { ...person, roles },
        { places: PLACES, idamsRoleCodes: ['ATT'] },
        new Date('2026-11-20T12:00:00Z'),
      );
    await confirm(['OTHER']);
    assert.equal(
      (await readOwnWeeklyEmail(logins.viewer, TRUST))?.confirmedAt.toISOString().slice(0, 10),
      '2026-10-12',
    );
    await confirm(['ATT']);
    assert.deepEqual(await send(), { ...NONE, sent: 1 });
  });

  it('is not sent after a week without sessions, but is when collecting has stopped', async () => {
    await buildGrant(owner, 'school:900001');
    await ask();
    assert.deepEqual(await send({ at: '2026-12-07T07:02:00Z' }), { ...NONE, sent: 1 });
    await buildRun(owner, 900001, { started_at: '2026-12-11T16:30:00Z' });
    assert.deepEqual(await send({ at: '2026-12-14T07:02:00Z' }), { ...NONE, nothing: 1 });
    await owner.deleteFrom('collection_run').where('started_at', '>', new Date('2026-12-01')).execute();
  });

  it('is seen and stopped by its own person alone', async () => {
    await ask();
    const other = buildViewer({ person: 'dfe-sign-in:OTHER', scope: { ...HEAD.scope, person: 'dfe-sign-in:OTHER' } });
    const asHead = { ...other, person: HEAD.person };
    assert.equal(await readOwnWeeklyEmail(logins.viewer, asHead), null);
    assert.equal(await stopWeeklyEmail(logins.viewer, asHead), false);
    await assert.rejects(ask({ ...HEAD, organisationKey: 'school:900002' }), /row-level security/);
    assert.equal(await stopWeeklyEmail(logins.viewer, HEAD), true);
    assert.equal(await readOwnWeeklyEmail(logins.viewer, HEAD), null);
    assert.deepEqual(await send(), NONE);
  });
});

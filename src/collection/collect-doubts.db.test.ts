import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { buildAgreement } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { ScriptedSource } from '../../test/scripted-source.ts';
import { addDays } from '../domain/sessions/dates.ts';
import { londonInstant } from '../domain/sessions/london.ts';
import { schoolDays } from '../domain/sessions/school-days.ts';
import { collectSchool } from './collect-school.ts';

const MONDAY = '2026-10-05';
const logins = await testDatabase({ after });
const { owner } = logins;
let urn = 900_300;

beforeEach(async () => {
  urn++;
  await buildAgreement(owner, urn);
});

const collect = (source: ScriptedSource, date: string, options = {}) =>
  collectSchool(
    logins.collector,
    urn,
    source,
    { now: () => londonInstant(date, '16:30') },
    { refreshDays: 7, completeReadDays: 7, overlapHours: 6, signal: new AbortController().signal, ...options },
  );

function school(pupils: number, from: string, to: string): ScriptedSource {
  const source = new ScriptedSource();
  source.pageSize = 500;
  for (let pupil = 1; pupil <= pupils; pupil++) source.addPupil(pupil);
  for (const day of schoolDays(from, to))
    for (let pupil = 1; pupil <= pupils; pupil++) source.set(pupil, day, 'AM', '/').set(pupil, day, 'PM', '\\');
  return source;
}

const marks = async () => {
  const weeks = await owner.selectFrom('register_week').select('marks').where('school_urn', '=', urn).execute();
  return weeks.reduce((sum, week) => sum + week.marks.replaceAll('.', '').length, 0);
};
const issues = async () =>
  owner.selectFrom('issue').select(['code', 'resolved_at']).where('school_urn', '=', urn).orderBy('code').execute();

test('a pupil whose year cannot be read for a day keeps marks and enrolment', async () => {
  const source = school(12, MONDAY, addDays(MONDAY, 4));
  await collect(source, addDays(MONDAY, 4));
  const before = await marks();
  const gone = source.pupils.splice(2, 1)[0]!;
  source.passedOver = new Set(gone.keys);
  const { counts, complete } = await collect(source, addDays(MONDAY, 7));
  assert.deepEqual([counts.removed, counts.late, complete], [0, 0, true]);
  assert.equal(await marks(), before);
  const open = await owner.selectFrom('enrolment').select('last_day').where('school_urn', '=', urn).execute();
  assert.deepEqual(
    open.filter(({ last_day }) => last_day !== null),
    [],
  );
});

test('whole days that vanish from the source are not taken out, however long the year before them', async () => {
  const source = school(30, '2026-09-01', '2026-10-30');
  await collect(source, '2026-10-30');
  const before = await marks();
  for (const day of schoolDays('2026-10-27', '2026-10-29'))
    for (let pupil = 1; pupil <= 30; pupil++) source.set(pupil, day, 'AM', null).set(pupil, day, 'PM', null);
  const { counts, complete } = await collect(source, '2026-11-02');
  assert.deepEqual([counts.removed, complete], [0, false]);
  assert.equal(await marks(), before);
});

test('an answer without marks after marks came is no news: nothing is late, nothing closes, and an issue says so', async () => {
  const source = school(20, MONDAY, addDays(MONDAY, 11));
  await collect(source, addDays(MONDAY, 11));
  source.marks.clear();
  const { counts, complete } = await collect(source, addDays(MONDAY, 30));
  assert.deepEqual([counts.removed, counts.late, complete], [0, 0, false]);
  assert.deepEqual(
    (await issues()).map(({ code }) => code),
    ['read-empty'],
  );
});

test('a range closes only issues of its own days', async () => {
  const source = school(12, MONDAY, addDays(MONDAY, 4));
  const conflict = { code: 'mark-conflict', detail: JSON.stringify({ date: MONDAY, half: 'AM' }), pupil_id: 1 };
  await collect(source, addDays(MONDAY, 4));
  for (const day of [MONDAY, addDays(MONDAY, 3)])
    await owner
      .insertInto('issue')
      .values({ school_urn: urn, ...conflict, place: day, day, first_seen_at: new Date(0), last_seen_at: new Date(0) })
      .execute();
  await collect(source, addDays(MONDAY, 4), { range: { from: addDays(MONDAY, 2), to: addDays(MONDAY, 4) } });
  const open = await owner
    .selectFrom('issue')
    .select('day')
    .where('school_urn', '=', urn)
    .where('resolved_at', 'is', null)
    .execute();
  assert.deepEqual(open, [{ day: MONDAY }]);
});

test('who left is closed on the last day with a mark, though the last run read only what is new', async () => {
  const source = school(12, MONDAY, addDays(MONDAY, 11));
  await collect(source, addDays(MONDAY, 11));
  for (const day of schoolDays(addDays(MONDAY, 7), addDays(MONDAY, 11))) source.set(12, day, 'AM', '/');
  source.pupils.pop();
  for (const key of [...source.marks.keys()]) if (key.startsWith('12 ')) source.marks.delete(key);
  await collect(source, addDays(MONDAY, 18));
  const closed = await owner
    .selectFrom('enrolment')
    .select('last_day')
    .where('school_urn', '=', urn)
    .where('pupil_id', '=', 12)
    .execute();
  assert.deepEqual(closed, [{ last_day: addDays(MONDAY, 11) }]);
});

test('a child now in reception was in nursery last year: those marks are not collected, and older pupils count back', async () => {
  const source = school(2, '2026-06-29', '2026-07-03');
  source.pupils = source.pupils.map((pupil, index) => ({
    ...pupil,
    characteristics: { ...pupil.characteristics, ncYear: index === 0 ? 'R' : '12' },
  }));
  await collect(source, '2026-09-10');
  const { rows } = {
    rows: await owner
      .selectFrom('register_week')
      .innerJoin('profile', (join) =>
        join
          .onRef('profile.school_urn', '=', 'register_week.school_urn')
          .onRef('profile.profile', '=', 'register_week.profile'),
      )
      .select(['pupil_id', 'nc_year'])
      .where('register_week.school_urn', '=', urn)
      .execute(),
  };
  assert.deepEqual(rows, [{ pupil_id: 2, nc_year: '11' }]);
});

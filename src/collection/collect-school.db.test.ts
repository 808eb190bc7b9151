import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { buildAgreement } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { ScriptedSource } from '../../test/scripted-source.ts';
import { addDays, type Half, mondayOf, sessionIndex } from '../domain/sessions/dates.ts';
import { londonInstant } from '../domain/sessions/london.ts';
import type { Logins } from '../store/database.ts';
import { withScope } from '../store/database.ts';
import { readRegister } from '../store/register.ts';
import { readRegisterAsKnown } from '../store/register-as-known.ts';
import { collectSchool } from './collect-school.ts';

const MONDAY = '2026-10-05';
let urn = 900_100;
const logins: Logins = await testDatabase({ after });
const agree = () => buildAgreement(logins.owner, urn);
const collect = (source: ScriptedSource, date: string, time = '16:30', options = {}) => {
  const now = londonInstant(date, time);
  return collectSchool(
    logins.collector,
    urn,
    source,
    { now: () => now },
    { refreshDays: 7, completeReadDays: 7, overlapHours: 6, signal: new AbortController().signal, ...options },
  );
};
const markOf = async (pupil: number, date: string, half: Half) =>
  (await readRegister(logins.owner, urn, { only: [mondayOf(date)] })).grid.week(mondayOf(date), pupil)?.[
    sessionIndex(date, half)
  ] ?? '.';
const fill = (source: ScriptedSource, date: string, pupils = 12, mark = '/') => {
  for (let pupil = 1; pupil <= pupils; pupil++) source.set(pupil, date, 'AM', mark);
};
const school = (pupils = 12) => {
  const source = new ScriptedSource();
  for (let pupil = 1; pupil <= pupils; pupil++) source.addPupil(pupil);
  return source;
};

describe('collecting a school', () => {
  beforeEach(async () => {
    urn++;
    await agree();
  });

  test('twice the same changes nothing', async () => {
    const source = school();
    fill(source, MONDAY);
    assert.deepEqual((await collect(source, MONDAY)).counts, {
      pupils: 12,
      marks_read: 12,
      marks_new: 12,
      changed: 0,
      unchanged: 0,
      removed: 0,
      planned: 0,
      late: 0,
      refused: 0,
    });
    assert.deepEqual((await collect(source, MONDAY, '17:30')).counts, {
      pupils: 12,
      marks_read: 12,
      marks_new: 0,
      changed: 0,
      unchanged: 12,
      removed: 0,
      planned: 0,
      late: 0,
      refused: 0,
    });
  });

  test('a school that has not agreed is not asked', async () => {
    await logins.owner.updateTable('agreement').set({ state: 'opted-out' }).where('school_urn', '=', urn).execute();
    const source = school();
    await assert.rejects(collect(source, MONDAY), { code: 'not-agreed' });
    assert.equal(source.asked, 0);
  });

  test('a school that opts out between two pages is left at once, and nothing is recorded', async () => {
    const source = school();
    fill(source, MONDAY);
    source.pageSize = 5;
    let pages = 0;
    source.beforePage = async () => {
      if (++pages === 2)
        await logins.owner.updateTable('agreement').set({ state: 'opted-out' }).where('school_urn', '=', urn).execute();
    };
    await assert.rejects(collect(source, MONDAY), { code: 'not-agreed' });
    assert.equal(pages, 2);
    assert.equal(await markOf(1, MONDAY, 'AM'), '.');
    const run = await logins.owner
      .selectFrom('collection_run')
      .selectAll()
      .where('school_urn', '=', urn)
      .executeTakeFirstOrThrow();
    assert.equal(run.outcome, 'stopped');
  });

  test('a changed code is taken and the old one kept; after the refresh period it is only counted', async () => {
    const source = school();
    fill(source, MONDAY, 12, 'N');
    await collect(source, MONDAY);
    source.set(1, MONDAY, 'AM', 'I');
    assert.equal((await collect(source, addDays(MONDAY, 3))).counts.changed, 1);
    await collect(source, addDays(MONDAY, 7));
    source.set(2, MONDAY, 'AM', 'I');
    const { counts } = await collect(source, addDays(MONDAY, 8));
    assert.deepEqual([counts.changed, counts.late], [0, 1]);
    assert.deepEqual([await markOf(1, MONDAY, 'AM'), await markOf(2, MONDAY, 'AM')], ['I', 'N']);
    const changes = await logins.owner.selectFrom('mark_change').selectAll().where('school_urn', '=', urn).execute();
    assert.deepEqual(
      changes.map(({ pupil_id, was }) => [pupil_id, was]),
      [[1, 'N']],
    );
  });

  test('a mark taken out in the MIS is taken out, and kept as what it was', async () => {
    const source = school();
    fill(source, MONDAY);
    await collect(source, MONDAY);
    source.set(3, MONDAY, 'AM', null);
    assert.equal((await collect(source, addDays(MONDAY, 1))).counts.removed, 1);
    assert.equal(await markOf(3, MONDAY, 'AM'), '.');
  });

  test('many marks gone at once stay, the run is not complete, and an issue says so; the operator can accept it', async () => {
    const source = school(40);
    fill(source, MONDAY, 40);
    await collect(source, MONDAY);
    const all = [...source.marks];
    for (const [key] of all.slice(0, 20)) source.marks.delete(key);
    const result = await collect(source, addDays(MONDAY, 1));
    assert.deepEqual([result.counts.removed, result.complete], [0, false]);
    const issues = await logins.owner.selectFrom('issue').selectAll().where('school_urn', '=', urn).execute();
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['read-incomplete'],
    );
    assert.equal((await collect(source, addDays(MONDAY, 1), '17:30', { acceptRemovals: true })).counts.removed, 20);
  });

  test('an empty answer after data existed fails and changes nothing', async () => {
    const source = school();
    fill(source, MONDAY);
    await collect(source, MONDAY);
    source.pupils = [];
    source.marks.clear();
    await assert.rejects(collect(source, addDays(MONDAY, 1)), { code: 'read-incomplete' });
    assert.equal(await markOf(1, MONDAY, 'AM'), '/');
  });

  test('a mark entered in advance waits and enters the register on its day', async () => {
    const source = school();
    const friday = addDays(MONDAY, 4);
    source.set(1, friday, 'PM', 'V');
    assert.equal((await collect(source, MONDAY)).counts.planned, 1);
    assert.equal(await markOf(1, friday, 'PM'), '.');
    await collect(source, friday, '10:30');
    assert.equal(await markOf(1, friday, 'PM'), '.');
    await collect(source, friday, '16:30');
    assert.equal(await markOf(1, friday, 'PM'), 'V');
    const changes = await logins.owner.selectFrom('mark_change').selectAll().where('school_urn', '=', urn).execute();
    assert.deepEqual(changes, []);
  });

  test('a week keeps the characteristics of its last session when they change later', async () => {
    const source = school(1);
    source.set(1, MONDAY, 'AM', '/');
    await collect(source, MONDAY);
    source.pupils = [];
    source.addPupil(1, {
      characteristics: {
        ncYear: '8',
        gender: 'F',
        ethnicity: null,
        lookedAfter: true,
        previouslyLookedAfter: null,
        senSupport: null,
        ehcPlan: null,
        freeSchoolMeals: true,
      },
    });
    source.set(1, MONDAY, 'AM', 'I');
    await collect(source, addDays(MONDAY, 7));
    source.set(1, addDays(MONDAY, 7), 'AM', '/');
    await collect(source, addDays(MONDAY, 7), '17:30');
    const weeks = await logins.owner
      .selectFrom('register_week')
      .select(['week', 'profile'])
      .where('school_urn', '=', urn)
      .orderBy('week')
      .execute();
    assert.deepEqual(
      weeks.map(({ profile }) => profile),
      [1, 2],
    );
  });

  test('a pupil read twice while UPNs were missing becomes one when they come', async () => {
    const source = new ScriptedSource();
    source.addPupil(1, { surname: 'Wright', forename: 'Grace' });
    source.addPupil(2, { surname: 'Wright', forename: 'Grace', upn: 'U309200325017', onRoll: false });
    source.set(2, MONDAY, 'AM', 'I').set(1, addDays(MONDAY, 1), 'AM', '/');
    await collect(source, addDays(MONDAY, 1));
    assert.equal((await pupilsOf()).length, 2);
    source.pupils = source.pupils.map((each) => ({ ...each, upn: 'U309200325017' }));
    await collect(source, addDays(MONDAY, 2));
    assert.deepEqual(await pupilsOf(), [1]);
    assert.deepEqual([await markOf(1, MONDAY, 'AM'), await markOf(1, addDays(MONDAY, 1), 'AM')], ['I', '/']);
    const years = await logins.owner.selectFrom('enrolment_year').selectAll().where('school_urn', '=', urn).execute();
    assert.deepEqual(
      years.map(({ attended, authorised }) => [attended, authorised]),
      [[1, 1]],
    );
  });

  test('two collections of one school cannot run at once', async () => {
    const source = school();
    fill(source, MONDAY);
    let second: Promise<unknown> | undefined;
    source.beforePage = async () => {
      second ??= assert.rejects(collect(school(), MONDAY, '16:30', { lockWaitMs: 0 }), { code: 'collection-locked' });
      await second;
    };
    await collect(source, MONDAY);
    assert.ok(second);
  });

  test('property: the register as known at each run is a snapshot taken then', async () => {
    const event = fc.record({
      pupil: fc.integer({ min: 1, max: 3 }),
      day: fc.integer({ min: 0, max: 9 }),
      half: fc.constantFrom<Half>('AM', 'PM'),
      mark: fc.constantFrom('/', 'I', 'N', 'V', null),
    });
    const step = fc.record({
      ahead: fc.integer({ min: 0, max: 3 }),
      time: fc.constantFrom('10:30', '16:30'),
      events: fc.array(event, { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        urn++;
        await agree();
        const source = school(3);
        const snapshots: { at: Date; marks: string[] }[] = [];
        let [date, last] = [MONDAY, ''];
        for (const { ahead, time, events } of steps) {
          date = addDays(date, ahead);
          if (`${date} ${time}` <= last) continue;
          last = `${date} ${time}`;
          for (const { pupil, day, half, mark } of events) source.set(pupil, addDays(date, 1 - day), half, mark);
          await collect(source, date, time);
          snapshots.push({ at: londonInstant(date, time), marks: await snapshot() });
        }
        for (const { at, marks } of snapshots) {
          const known = await withScope(logins.viewer, [urn], (transaction) =>
            readRegisterAsKnown(transaction, urn, at),
          );
          assert.deepEqual(known!.map(({ week, pupil, marks }) => `${week} ${pupil} ${marks}`).sort(), marks);
        }
        assert.equal(await readRegisterAsKnown(logins.owner, urn, new Date('2026-10-01T00:00:00Z')), null);
      }),
      { numRuns: 25 },
    );
  });
});

async function snapshot(): Promise<string[]> {
  const { grid } = await readRegister(logins.owner, urn, { from: '2000-01-03', to: '2100-01-04' });
  return grid.weeks
    .flatMap((week) => [...grid.pupils(week)].map((pupil) => `${week} ${pupil} ${grid.week(week, pupil)}`))
    .filter((line) => /[^.]/.test(line.split(' ')[2]!))
    .sort();
}

const pupilsOf = async () =>
  (await logins.owner.selectFrom('pupil').select('pupil_id').where('school_urn', '=', urn).execute()).map(
    ({ pupil_id }) => pupil_id,
  );

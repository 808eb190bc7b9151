import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Attention, findAttention } from './find-attention.ts';
import { readNaively } from './naive-reading.fixture.ts';
import { pupilMarks } from './pupil-marks.fixture.ts';

const YEAR = '2026-08-03';
const BEFORE = '2025-08-04';

/** What was found of each pupil, as the naive reading gives it. */
function foundOf({ cases }: Attention, pupil: number): Record<string, unknown> {
  const of = <C extends { pupil: number }>(list: readonly C[]) => list.find((each) => each.pupil === pupil);
  const result: Record<string, unknown> = {};
  for (const id of ['newly-persistent', 'newly-severe', 'came-out'] as const) {
    const found = of(cases[id])?.found;
    if (found) result[id] = [found.now.missed, found.now.possible, found.before.missed, found.before.possible];
  }
  const about = of(cases['about-to-be-persistent'])?.found;
  if (about) result['about-to-be-persistent'] = [about.sessionsLeft, about.last.missed, about.pace];
  const ten = of(cases['ten-in-ten-weeks'])?.found;
  if (ten) result['ten-in-ten-weeks'] = [ten.sessions, ten.withoutReason, ten.first];
  const days = of(cases['ten-days-unauthorised'])?.found;
  if (days) result['ten-days-unauthorised'] = [days.days, days.sessions, days.first];
  const ill = of(cases['illness-15-days'])?.found;
  if (ill) result['illness-15-days'] = [ill.sessions, ill.longest];
  const n = of(cases['unexplained-n'])?.found;
  if (n) result['unexplained-n'] = [n.sessions, n.oldest];
  const sudden = of(cases['sudden-change'])?.found;
  if (sudden) result['sudden-change'] = [sudden.last.missed, sudden.before.missed, sudden.before.possible];
  const back = of(cases.returned)?.found;
  if (back) result['returned'] = [back.sessions, back.first, back.last, back.back];
  return result;
}

/** Stretches of one mark after another: what registers are made of. */
const marks = fc
  .array(
    fc.tuple(
      fc.constantFrom('/', '/', '/', '/', '/', 'I', 'I', 'O', 'N', 'U', 'G', 'C', 'X', '.', '-', '?', 'v', '#', '~'),
      fc.integer({ min: 1, max: 40 }),
    ),
    { maxLength: 16 },
  )
  .map((stretches) => {
    const flat = stretches.map(([mark, length]) => mark.repeat(length)).join('');
    // Ten sessions a week, and a weekend that is sometimes worked.
    return (flat.match(/.{1,10}/g) ?? [])
      .map((week, index) => week.padEnd(10, '.') + (index % 9 === 8 ? '//..' : '....'))
      .join('');
  });
const school = (start: string) =>
  fc.array(marks, { minLength: 1, maxLength: 4 }).map((all) => ({
    start,
    pupils: all.map((each, index) => pupilMarks(index + 1, each, String(7 + (index % 2)))),
  }));

test('property: every rule finds what a plain reading of all sessions finds', () => {
  fc.assert(
    fc.property(school(YEAR), fc.option(school(BEFORE)), (year, before) => {
      const attention = findAttention(year, before, () => true);
      for (const { pupil } of year.pupils)
        assert.deepEqual(foundOf(attention, pupil), readNaively(year, before, pupil));
    }),
    { numRuns: 400 },
  );
});

test('property: sessions of whoever is not on roll count for the school’s days and the year group, and are no case', () => {
  fc.assert(
    fc.property(school(YEAR), (year) => {
      const all = findAttention(year, null, () => true);
      const some = findAttention(year, null, (pupil) => pupil !== 1);
      assert.equal(some.day, all.day);
      for (const { pupil } of year.pupils)
        assert.deepEqual(foundOf(some, pupil), pupil === 1 ? {} : foundOf(all, pupil));
    }),
    { numRuns: 100 },
  );
});

test('a school without pupils, and one without a possible session, have no day and no case', () => {
  const none = findAttention({ start: YEAR, pupils: [] }, null, () => true);
  assert.equal(none.day, null);
  assert.equal(Object.values(none.cases).flat().length, 0);
  const missing = { start: YEAR, pupils: [pupilMarks(1, '-'.repeat(14), '7')] };
  assert.equal(findAttention(missing, missing, () => true).day, null);
});

test('the most urgent come first, then by pupil', () => {
  const weeks = (mark: string, sessions: number) =>
    `${'/'.repeat(60 - sessions)}${mark.repeat(sessions)}`.match(/.{10}/g)!.join('....');
  const year = {
    start: YEAR,
    pupils: [12, 30, 12, 14].map((sessions, index) => pupilMarks(index + 1, weeks('O', sessions), '7')),
  };
  const { cases } = findAttention(year, null, () => true);
  assert.deepEqual(
    cases['ten-in-ten-weeks'].map(({ pupil }) => pupil),
    [2, 4, 1, 3],
  );
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findMissingMarks, registersDue } from './missing-marks.ts';

const FULL = '/\\/\\/\\/\\/\\....';
const WEEK = '2026-11-16';
const marks = (pupil: number, text: string, ncYear = '7') => ({
  pupil,
  week: WEEK,
  profile: Number(ncYear),
  marks: text.padEnd(14, '.'),
});
const roll = (pupil: number, ncYear = '7', firstDay = '2026-09-01', lastDay: string | null = null) => ({
  pupil,
  profile: Number(ncYear),
  firstDay,
  lastDay,
});
const YEARS = new Map([7, 8].map((year) => [year, String(year)]));
const DUE = { date: '2026-11-20', half: 'PM' } as const;

describe('findMissingMarks', () => {
  it('finds nothing when everybody has every mark', () => {
    assert.deepEqual(findMissingMarks([WEEK], [marks(1, FULL)], [roll(1)], YEARS, DUE), []);
  });

  it('counts pupils on roll without a mark, newest first, and names whole year groups', () => {
    const found = findMissingMarks(
      [WEEK],
      [marks(1, FULL), marks(2, `.\\${FULL.slice(2)}`), marks(3, `..${FULL.slice(2)}`, '8')],
      [roll(1), roll(2), roll(3, '8')],
      YEARS,
      DUE,
    );
    assert.deepEqual(found, [
      { date: WEEK, half: 'PM', without: 1, onRoll: 3, wholeYears: ['8'] },
      { date: WEEK, half: 'AM', without: 2, onRoll: 3, wholeYears: ['8'] },
    ]);
  });

  it('asks only for the days a pupil was on roll', () => {
    const found = findMissingMarks(
      [WEEK],
      [marks(1, '/\\')],
      [roll(1, '7', '2026-09-01', '2026-11-16'), roll(2, '7', '2026-11-20')],
      YEARS,
      DUE,
    );
    assert.deepEqual(
      found.map(({ date, half, onRoll }) => [date, half, onRoll]),
      [
        ['2026-11-20', 'PM', 1],
        ['2026-11-20', 'AM', 1],
      ],
    );
  });

  it('takes a week without any marks for a holiday, and passes over bank holidays', () => {
    const found = findMissingMarks(
      ['2026-08-31'],
      [{ pupil: 1, week: '2026-08-31', profile: 7, marks: FULL.replace(/^../, '..') }],
      [roll(1, '7', '2026-08-01')],
      YEARS,
      DUE,
    );
    assert.deepEqual(found, [], 'Monday 31 August 2026 is a bank holiday');
  });

  it('does not ask for registers that are still being taken', () => {
    const found = findMissingMarks([WEEK], [marks(1, '/')], [roll(1)], YEARS, { date: WEEK, half: 'AM' });
    assert.deepEqual(found, []);
  });
});

describe('registersDue', () => {
  it('expects a morning from noon and an afternoon from 4pm, London time', () => {
    assert.deepEqual(registersDue(new Date('2026-11-23T11:59:00Z')), { date: '2026-11-22', half: 'PM' });
    assert.deepEqual(registersDue(new Date('2026-11-23T12:00:00Z')), { date: '2026-11-23', half: 'AM' });
    assert.deepEqual(registersDue(new Date('2026-07-01T15:00:00Z')), { date: '2026-07-01', half: 'PM' });
  });
});

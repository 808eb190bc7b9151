import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { drawSchool, SHAPES } from './draw-school.ts';
import { dayInLondon, firstPublishedDay, halfTerms, springBankHoliday, yearOf } from './reference/calendar.ts';
import { ALL_CODES } from './reference/code-list.ts';
import { percentHalfUp } from './reference/half-up.ts';

describe('the reference', () => {
  it('takes nothing from the program: its own files and the form of raw marks only', () => {
    const folder = join(import.meta.dirname, 'reference');
    const imports = globSync('**/*.ts', { cwd: folder }).flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, path]) =>
        normalize(join(dirname(file), path!)),
      );
    });
    assert.ok(imports.length > 20);
    assert.deepEqual(
      imports.filter((path) => path.startsWith('..') && path !== '../raw-school.ts'),
      [],
    );
  });

  it('rounds once, half up, by whole numbers', () => {
    assert.equal(percentHalfUp(1, 2000), '0.1%');
    assert.equal(percentHalfUp(1, 2001), '0.0%');
    assert.equal(percentHalfUp(1, 3), '33.3%');
    assert.equal(percentHalfUp(5, 5), '100.0%');
    assert.equal(percentHalfUp(0, 0), null);
  });

  it('knows the calendar', () => {
    assert.deepEqual(yearOf('2026-08-03'), { startYear: 2026, from: '2026-08-03', to: '2027-08-01' });
    assert.deepEqual(yearOf('2026-08-02').startYear, 2025);
    assert.deepEqual(
      halfTerms('2026-09-01', ['2026-10-23', '2026-11-02', '2027-01-05']).map(({ key, to }) => [key, to]),
      [
        ['autumn-1', '2026-10-25'],
        ['autumn-2', '2026-12-31'],
        ['spring', '2027-03-28'],
        ['summer', '2027-08-01'],
      ],
    );
    assert.equal(firstPublishedDay('2026-11-01'), '2026-09-07');
    assert.equal(springBankHoliday('2026-11-01'), '2027-05-31');
    assert.equal(dayInLondon('2026-06-30T23:30:00.000Z'), '2026-07-01');
    assert.equal(dayInLondon('2026-11-30T23:30:00.000Z'), '2026-11-30');
  });
});

describe('the schools that are drawn', () => {
  const schools = SHAPES.map((_, index) => drawSchool(1, index));

  it('are the same for the same seed', () => {
    assert.deepEqual(drawSchool(1, 3), schools[3]);
    assert.notDeepEqual(drawSchool(2, 3).marks, schools[3]!.marks);
  });

  it('have every code, changed marks, shared UPNs, leavers, returners, and characteristics that change', () => {
    const all = [...schools, ...SHAPES.map((_, index) => drawSchool(2, index))];
    const pupils = all.flatMap((school) => school.pupils);
    const codes = new Set(all.flatMap(({ marks }) => marks.map(({ seen }) => seen.at(-1)!.code)));
    assert.deepEqual(
      ALL_CODES.filter((code) => !codes.has(code)),
      [],
    );
    assert.ok(all.some(({ marks }) => marks.some(({ seen }) => seen.length > 2)));
    assert.ok(all.some((school) => hasTwice(school.pupils.flatMap(({ upn }) => upn ?? []))));
    assert.ok(pupils.some(({ enrolments }) => enrolments.length === 2));
    assert.ok(pupils.some(({ enrolments }) => enrolments.at(-1)!.lastDay !== null));
    assert.ok(pupils.some(({ is }) => is.length === 2));
    assert.ok(pupils.some(({ upn }) => upn === null));
  });
});

const hasTwice = (values: readonly string[]): boolean => new Set(values).size < values.length;

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { viewChanges } from './changes.ts';
import { viewDistances } from './distance.ts';
import { viewMarkGrid } from './mark-grid-view.ts';
import type { PupilFacts } from './report.ts';
import { viewPupil } from './view-model.ts';

const FULL = '/\\/\\/\\/\\/\\....';
const FACTS: PupilFacts = {
  school: { urn: 900001, name: 'Test School (invented)', invented: true, agreement: 'receiving', mis: null },
  freshness: { last: null, lastSucceeded: null },
  now: new Date('2026-11-23T17:00:00Z'),
  pupil: { id: 7, forename: 'Ann', surname: 'Lee', upn: null, ncYear: 'R' },
  year: academicYear(2026),
  weeks: [
    { week: '2026-10-05', marks: `II${FULL.slice(2)}` },
    { week: '2026-10-19', marks: `LU##${FULL.slice(4)}` },
  ],
  enrolments: [{ firstDay: '2026-09-01', lastDay: null }],
  changes: [],
  sensitive: null,
  urns: [900001],
};

describe('viewPupil', () => {
  const view = viewPupil(FACTS);

  it('gives headline figures with their base, late sessions among them', () => {
    assert.deepEqual(
      view.figures.map(({ name, rate, base }) => `${name} ${rate} ${base}`),
      [
        'Attendance 83.3% 15 of 18 possible sessions',
        'Absence 16.7% 3 of 18 possible sessions',
        'Authorised absence 11.1% 2 of 18 possible sessions',
        'Unauthorised absence 5.6% 1 of 18 possible sessions',
        'Late (L and U) 11.1% 2 of 18 possible sessions',
      ],
    );
  });

  it('tells year group, UPN and enrolments', () => {
    assert.deepEqual(
      view.facts.map(({ value }) => value),
      ['Reception', 'None in the MIS', 'from Tuesday 1 September 2026, still on roll'],
    );
  });

  it('says that sensitive items are not shown, and where to ask, or shows them', () => {
    assert.deepEqual([view.sensitive.items, view.sensitive.ask], [null, { text: 'Ask to see them', href: '/rights' }]);
    const seen = viewPupil({ ...FACTS, sensitive: { lookedAfter: true, previouslyLookedAfter: null } }).sensitive;
    assert.deepEqual([seen.items?.map(({ value }) => value), seen.ask], [['Yes', 'Not in the MIS'], null]);
  });

  it('counts missed sessions by day and half', () => {
    assert.deepEqual(view.days.rows[0], { head: 'Monday', cells: ['1 of 2 (50.0%)', '2 of 2 (100.0%)'] });
    assert.deepEqual(view.days.rows[1], { head: 'Tuesday', cells: ['0 of 1 (0.0%)', '0 of 1 (0.0%)'] });
  });

  it('gives no share to codes that are not possible sessions', () => {
    assert.deepEqual(view.codes.rows.find(({ head }) => head === '#')?.cells.slice(2), ['2', 'Not counted']);
    assert.deepEqual(view.codes.rows.find(({ head }) => head === 'I')?.cells.slice(2), ['2', '11.1%']);
  });
});

describe('viewMarkGrid', () => {
  it('has a row for every week, newest first, and says when one has no marks', () => {
    const grid = viewMarkGrid(FACTS.weeks)!;
    assert.deepEqual(
      grid.rows.map(({ head, cells }) => [head, cells?.length ?? 0]),
      [
        ['19 Oct 2026', 10],
        ['12 Oct 2026', 0],
        ['5 Oct 2026', 10],
      ],
    );
    assert.deepEqual(grid.rows[2]?.cells?.[0], {
      text: 'I',
      category: 'authorised',
      title: 'Monday 5 October 2026, morning: Illness',
      spoken: 'I, Illness',
      startsDay: true,
    });
  });

  it('explains every code that occurs, once', () => {
    assert.deepEqual(
      viewMarkGrid(FACTS.weeks)!.key.map(({ code }) => code),
      ['/', 'L', '\\', 'I', 'U', '#'],
    );
  });

  it('shows a weekend only when it has a mark, and codes of two characters whole', () => {
    const grid = viewMarkGrid([{ week: '2026-10-05', marks: 'c.........L...' }])!;
    assert.deepEqual(
      [grid.days.at(-1), grid.rows[0]?.cells?.[0]?.text, grid.rows[0]?.cells?.[10]?.text],
      ['Sat', 'C1', 'L'],
    );
    assert.equal(viewMarkGrid([{ week: '2026-10-05', marks: '..............' }]), null);
  });

  it('says when a code could not be read', () => {
    const cell = viewMarkGrid([{ week: '2026-10-05', marks: '?.............' }])!.rows[0]?.cells?.[0];
    assert.deepEqual([cell?.text, cell?.category], ['?', 'missing']);
  });
});

describe('viewDistances', () => {
  const texts = (attended: number, missed: number) =>
    viewDistances({ attended, authorised: missed, unauthorised: 0 }).map(({ text }) => text);

  it('counts sessions in a row to each threshold', () => {
    assert.deepEqual(texts(95, 5), [
      'Not reached. It begins after missing 6 more sessions in a row.',
      'Not reached. It begins after missing 90 more sessions in a row.',
    ]);
  });

  it('counts sessions in a row to come back under', () => {
    assert.equal(
      texts(89, 11)[0],
      'Persistently absent: 11.0% of possible sessions missed. Absence is below 10% again after attending 11 sessions in a row.',
    );
  });

  it('has nothing to count from without a possible session', () => {
    assert.deepEqual(texts(0, 0), ['There are no possible sessions yet.', 'There are no possible sessions yet.']);
  });
});

describe('viewChanges', () => {
  const change = (session: number, was: string, seenAt: string) => ({
    week: '2026-10-05',
    session,
    was,
    seenAt: new Date(seenAt),
  });
  const weeks = [{ week: '2026-10-05', marks: `I.${FULL.slice(2)}` }];
  const now = new Date('2026-10-20T12:00:00Z');

  it('follows a mark through all its changes, newest first', () => {
    const table = viewChanges(
      [
        change(0, '.', '2026-10-06T16:30:00Z'),
        change(0, 'N', '2026-10-07T16:30:00Z'),
        change(1, '/', '2026-10-08T16:30:00Z'),
      ],
      weeks,
      now,
    )!;
    assert.deepEqual(
      table.rows.map(({ head, cells }) => [head, ...cells]),
      [
        ['Monday 5 October 2026, afternoon', '/: Present in the morning', 'No mark', '8 Oct 2026'],
        ['Monday 5 October 2026, morning', 'N: Reason not yet established', 'I: Illness', '7 Oct 2026'],
        ['Monday 5 October 2026, morning', 'No mark', 'N: Reason not yet established', '6 Oct 2026'],
      ],
    );
  });

  it('leaves out what was seen more than six weeks ago', () => {
    assert.equal(viewChanges([change(0, 'N', '2026-10-07T16:30:00Z')], weeks, new Date('2026-12-01T12:00:00Z')), null);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { readChoices } from './choices.ts';
import { describePupilsDownload } from './download.ts';
import type { PupilRow } from './query.ts';
import type { PupilsFacts } from './report.ts';
import { viewPupils } from './view-model.ts';

const facts = (count: number, change: Partial<PupilRow> = {}): PupilsFacts => ({
  school: { urn: 900001, name: 'Test School (invented)', invented: true, agreement: 'receiving', mis: null },
  freshness: { last: null, lastSucceeded: null },
  now: new Date('2026-11-23T17:00:00Z'),
  year: academicYear(2026),
  taught: { from: '2026-09-01', to: '2026-11-23' },
  urns: [900001],
  pupils: Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    forename: 'Ann',
    surname: 'Lee',
    upn: null,
    ncYear: '7',
    attended: 93,
    authorised: 5,
    unauthorised: 2,
    lastDay: null,
    ...change,
  })),
});

describe('viewPupils', () => {
  it('gives each pupil a rate with its base, and a link', () => {
    const [row] = viewPupils(facts(1, { lastDay: '2026-10-02' }), readChoices({})).rows;
    assert.deepEqual(row, {
      name: 'Lee, Ann',
      href: '/schools/900001/pupils/1',
      left: 'Left 2 Oct 2026',
      year: 'Year 7',
      attendance: '93.0%',
      base: '93 of 100',
      missed: '7',
      authorised: '5',
      unauthorised: '2',
      band: '5% to less than 10%',
    });
  });

  it('says what is missing of a name, and that there is no rate', () => {
    const [row] = viewPupils(
      facts(1, { forename: ' ', surname: null, attended: 0, authorised: 0, unauthorised: 0 }),
      readChoices({}),
    ).rows;
    assert.deepEqual(
      [row?.name, row?.attendance, row?.base, row?.band],
      ['No name in the MIS', 'n/a', 'no possible sessions', 'None'],
    );
  });

  it('pages by 50, shows the last page for one beyond it, and says so in the title', () => {
    const view = viewPupils(facts(120), readChoices({ page: '99' }));
    assert.equal(view.title, 'Pupils (page 3 of 3)');
    assert.equal(view.summary, '120 pupils, showing 101 to 120');
    assert.deepEqual(
      [view.rows.length, view.pages?.next, view.pages?.previous?.href],
      [20, null, '/schools/900001/pupils?page=2'],
    );
    assert.equal(viewPupils(facts(50), readChoices({})).pages, null);
  });

  it('leaves pages out with an ellipsis', () => {
    const items = viewPupils(facts(500), readChoices({ page: '5' })).pages!.items;
    assert.deepEqual(
      items.map(({ number, ellipsis }) => (ellipsis ? '…' : number)),
      [1, '…', 4, 5, 6, '…', 10],
    );
  });

  it('takes filters away one by one and keeps the others, in the file and in the search too', () => {
    const query = { year: '7', absence: 'persistent', search: 'on', sort: 'missed' };
    const view = viewPupils(facts(1), readChoices(query, 'a b'));
    assert.deepEqual(
      view.chosen.map(({ text, href }) => [text, href]),
      [
        ['Year 7', '/schools/900001/pupils?absence=persistent&search=on&sort=missed'],
        ['Absence: Persistent (10% or more)', '/schools/900001/pupils?year=7&search=on&sort=missed'],
        ['Name: a b', '/schools/900001/pupils?year=7&absence=persistent&sort=missed'],
      ],
    );
    assert.equal(view.download.href, '/schools/900001/pupils/download?year=7&absence=persistent&search=on&sort=missed');
    assert.deepEqual(view.kept, [
      { name: 'search', value: 'on' },
      { name: 'sort', value: 'missed' },
    ]);
    assert.deepEqual(view.search, {
      address: '/schools/900001/pupils/search',
      name: 'a b',
      kept: [
        { name: 'year', value: '7' },
        { name: 'absence', value: 'persistent' },
        { name: 'sort', value: 'missed' },
      ],
    });
    assert.equal(view.empty, 'No pupil matches these filters. Remove a filter to see more.');
  });

  it('turns the order of the column that is sorted, and starts counts from the most', () => {
    const { columns } = viewPupils(facts(1), readChoices({ sort: 'attendance' }));
    const attendance = columns.find(({ text }) => text === 'Attendance');
    assert.deepEqual(
      [attendance?.sorted, attendance?.href],
      ['ascending', '/schools/900001/pupils?sort=attendance&order=desc'],
    );
    assert.equal(
      columns.find(({ text }) => text === 'Sessions missed')?.href,
      '/schools/900001/pupils?sort=missed&order=desc',
    );
  });

  it('says what will be in a file, and that there is none without a pupil', () => {
    const some = describePupilsDownload(facts(3), readChoices({ year: '7', search: 'on' }, 'ann'));
    assert.equal(some.what?.[0], '3 of 3 pupils, by your filters: Year 7; Name: ann.');
    assert.deepEqual(some.back.href, '/schools/900001/pupils?year=7&search=on');
    assert.equal(describePupilsDownload(facts(3), readChoices({})).what?.[0], 'All 3 pupils of the list.');
    assert.equal(describePupilsDownload(facts(3), readChoices({ absence: 'severe' })).what, null);
  });

  it('has words for a school without pupils', () => {
    assert.equal(viewPupils(facts(0), readChoices({})).empty, 'No pupils have been collected yet.');
  });
});

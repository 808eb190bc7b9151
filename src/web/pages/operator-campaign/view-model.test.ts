import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countByDay } from './count-by-day.ts';
import { viewCampaign } from './view-model.ts';

const now = new Date('2026-11-23T12:00:00Z');
const day = (text: string, change: Partial<Record<'invited' | 'agreed' | 'receiving' | 'refused', number>> = {}) => ({
  day: text,
  invited: 0,
  agreed: 0,
  receiving: 0,
  refused: 0,
  ...change,
});
const DAYS = [
  day('2026-11-20', { invited: 1_200 }),
  day('2026-11-22', { agreed: 900, receiving: 800, refused: 3 }),
  day('2026-11-23', { agreed: -1, receiving: -1, refused: 1 }),
];

test('counts go on from day to day, down as well as up', () => {
  assert.deepEqual(
    countByDay(DAYS, '2026-11-23').map((each) => [each.at, each.day, each.invited, each.agreed, each.refused]),
    [
      [0, '2026-11-20', 1_200, 0, 0],
      [1, '2026-11-21', 1_200, 0, 0],
      [2, '2026-11-22', 1_200, 900, 3],
      [3, '2026-11-23', 1_200, 899, 4],
    ],
  );
  assert.deepEqual(countByDay([], '2026-11-23'), []);
});

test('a long campaign is shown by weeks, a very long one by four weeks, always up to today', () => {
  const days = (today: string) => countByDay([day('2026-09-01', { invited: 1 })], today).map((each) => each.day);
  assert.deepEqual(days('2026-09-30'), [
    '2026-09-01',
    '2026-09-02',
    '2026-09-09',
    '2026-09-16',
    '2026-09-23',
    '2026-09-30',
  ]);
  assert.equal(days('2027-09-01').length, 15);
  assert.equal(days('2027-09-01').at(-1), '2027-09-01');
  assert.equal(days('2026-08-01').at(-1), '2026-09-01');
});

test('the title says the finding, and the table has every number of the chart', () => {
  const { chart, table, empty } = viewCampaign({ days: DAYS, stuck: [], uninvited: 1 }, now, true);
  assert.equal(chart!.title, '899 of 1,200 schools asked have agreed, 799 share');
  assert.match(chart!.data.description, /asked 1,200, agreed 899, sharing 799, said no 4/);
  assert.deepEqual(table!.rows[0], { head: '23 Nov 2026', cells: ['1,200', '899', '799', '4'] });
  assert.equal(table!.rows.length, chart!.data.places.length);
  assert.ok(chart!.notes.includes('1 school has agreed without having been asked. It is not counted here.'));
  assert.equal(empty, null);
});

test('before anybody was asked there is no chart', () => {
  const view = viewCampaign({ days: [], stuck: [], uninvited: 12 }, now, true);
  assert.deepEqual([view.chart, view.table, view.stuck.empty], [null, null, 'No school is stuck.']);
  assert.match(view.empty!, /No school has been asked yet.*12 schools have agreed without/);
});

test('schools that are stuck say where, how many, how long, and lead to their list', () => {
  const stuck = [
    { kind: 'audit', schools: 1_002, oldest: new Date('2026-10-20T12:00:00Z') },
    { kind: 'successor', schools: 1, oldest: now },
  ] as const;
  const { rows } = viewCampaign({ days: [], stuck, uninvited: 0 }, now, true).stuck;
  assert.deepEqual(
    rows.map(({ schools, longest, since, href }) => [schools, longest, since, href]),
    [
      ['1,002', '34 days', 'since 20 Oct 2026', '/operator/schools?stuck=audit&sort=since'],
      ['1', 'Since today', 'since 23 Nov 2026', '/operator/schools?stuck=successor&sort=since'],
    ],
  );
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ALL_EVENTS } from './choices.ts';
import { aRow, someFacts } from './event-row.fixture.ts';
import type { Looker } from './query.ts';
import { viewWhoLooked } from './view-model.ts';

const WHATS = {
  'pupil-view': 'Looked at a pupil',
  'report-view': 'Looked at a report',
  download: 'Downloaded a file',
  refusal: 'Was refused',
  'agreement-changed': 'A school’s agreement changed',
};
const PATH = '/schools/900001/who-has-looked';
const rowOf = (row: Parameters<typeof aRow>[0]) =>
  viewWhoLooked(someFacts({ rows: [aRow(row)] }), WHATS, 'Attendance viewer').rows[0]!;

const looker = (change: Partial<Looker> = {}): Looker => ({
  person: 'dfe-sign-in:6A2C',
  name: 'Ada Head',
  organisation: 'school:900001',
  lastEventId: 12,
  lastAt: new Date('2026-11-23T09:30:00Z'),
  looks: 31,
  pupils: 4,
  downloads: 1,
  refused: 0,
  ...change,
});

describe('viewWhoLooked', () => {
  it('says when, who, for which organisation, and which pupil', () => {
    assert.deepEqual(rowOf({}), {
      when: '23 Nov 2026, 9.30am',
      who: 'Ada Head',
      whoHref: `${PATH}?person=12`,
      organisation: 'Test Heron School',
      what: 'Looked at a pupil',
      pupil: { name: 'Lee, Ann', href: '/schools/900001/pupils/7' },
      about: null,
      outcome: 'Done',
      refused: false,
    });
  });

  it('gives times of London, in summer too', () => {
    assert.equal(rowOf({ at: new Date('2026-07-01T12:05:00Z') }).when, '1 Jul 2026, 1.05pm');
  });

  it('gives the purpose of a download and its size, and the name of a report', () => {
    const detail = '{"page":"Pupils (file)","purpose":"Following up absence","rows":1210}';
    assert.equal(rowOf({ what: 'download', pupilId: null, detail }).about, 'Following up absence (1,210 rows)');
    assert.equal(rowOf({ what: 'download', detail: '{}' }).about, 'No purpose was given');
    assert.equal(rowOf({ what: 'report-view', detail: '{"page":"School overview"}' }).about, 'School overview');
  });

  it('says which right whose act was about', () => {
    const detail =
      '{"right":"sensitive","request":3,"to":"oidc:2","toName":"Bob Deputy","self":false,"in":"school:900001"}';
    assert.equal(rowOf({ what: 'right-granted', detail }).about, '“See sensitive items”, for Bob Deputy');
    assert.equal(rowOf({ what: 'right-asked', detail: '{"right":"view"}' }).about, '“Attendance viewer”');
  });

  it('never calls a page of events all of them when there are more', () => {
    const rows = [aRow(), aRow()];
    const caption = (hasNewer: boolean, hasOlder: boolean, shown = rows) =>
      viewWhoLooked(someFacts({ rows: shown, hasNewer, hasOlder }), WHATS, 'Attendance viewer').caption;
    assert.deepEqual(
      [
        caption(false, false),
        caption(false, true),
        caption(true, true),
        caption(true, false),
        caption(false, false, [aRow()]),
      ],
      [
        '2 events, newest first',
        'Newest 2 events',
        '2 earlier events, newest first',
        '2 earliest events, newest first',
        'One event',
      ],
    );
  });

  it('says so when a refusal names a pupil whom the school does not have, and when nobody was signed in', () => {
    const row = rowOf({
      what: 'refusal',
      outcome: 'refused',
      pupilId: 99,
      person: null,
      name: null,
      organisation: null,
    });
    assert.deepEqual(
      [row.who, row.whoHref, row.organisation, row.outcome, row.refused],
      ['Someone not signed in', null, null, 'Refused', true],
    );
    assert.deepEqual(row.pupil, { name: 'Pupil number 99, whom this school does not have', href: null });
  });

  it('says that the program did what it did by itself, names the operator, and keeps an organisation that is not in the list', () => {
    assert.equal(rowOf({ what: 'agreement-changed', person: null, name: null }).who, 'This service');
    assert.equal(rowOf({ organisation: 'operator' }).organisation, 'The operator of this service');
    assert.equal(rowOf({ organisation: 'trust:2044' }).organisation, 'trust:2044');
    assert.equal(rowOf({ what: 'unheard-of', detail: 'not JSON' }).what, 'unheard-of');
  });

  it('counts by person, draws those who looked most, and leads from each to their events', () => {
    const others = Array.from({ length: 9 }, (_, index) =>
      looker({ person: `p${index}`, name: `Person ${index}`, organisation: null, looks: 1, lastEventId: index + 20 }),
    );
    const refused = looker({ person: 'r', name: null, looks: 0, refused: 3, lastEventId: 40 });
    const facts = someFacts(
      { choices: { ...ALL_EVENTS, what: 'refusal' } },
      { lookers: [looker(), ...others, refused] },
    );
    const { lookers } = viewWhoLooked(facts, WHATS, 'Attendance viewer');
    assert.equal(lookers?.chart?.title, '10 people looked 40 times in the last 30 days');
    assert.equal(lookers?.chart?.invented, true);
    assert.deepEqual(lookers?.chart?.bars[0], {
      label: 'Ada Head, Test Heron School',
      value: 31,
      text: '31',
      series: 1,
    });
    assert.deepEqual([lookers?.chart?.bars.length, lookers?.chart?.notes], [8, ['2 more people are in the table.']]);
    assert.deepEqual(lookers?.rows[0], {
      who: 'Ada Head',
      href: `${PATH}?person=12`,
      organisation: 'Test Heron School',
      looks: '31',
      pupils: '4',
      downloads: '1',
      refused: '0',
      last: '23 Nov 2026, 9.30am',
    });
    assert.deepEqual([lookers?.rows.length, lookers?.rows.at(-1)?.who], [11, 'Someone without a name']);
  });

  it('draws nothing when there were refusals only, and has no people when nobody came', () => {
    assert.equal(
      viewWhoLooked(someFacts({}, { lookers: [looker({ looks: 0, refused: 1 })] }), WHATS, 'Attendance viewer').lookers
        ?.chart,
      null,
    );
    assert.equal(viewWhoLooked(someFacts(), WHATS, 'Attendance viewer').lookers, null);
  });

  it('lists the filters in force, each with the address without it', () => {
    const choices = { ...ALL_EVENTS, what: 'download', personOf: 12, from: '2026-11-01', notRead: ['to'] };
    const person = { person: 'dfe-sign-in:6A2C', name: 'Ada Head' };
    const { filter } = viewWhoLooked(someFacts({ choices, person }), WHATS, 'Attendance viewer');
    assert.deepEqual(filter.chosen, [
      { text: 'Downloaded a file', href: `${PATH}?from=2026-11-01&person=12` },
      { text: 'By Ada Head', href: `${PATH}?what=download&from=2026-11-01` },
      { text: 'From 1 Nov 2026', href: `${PATH}?what=download&person=12` },
    ]);
    assert.deepEqual([filter.person, filter.from, filter.to], [12, '2026-11-01', '']);
    assert.equal(filter.whats.find(({ selected }) => selected)?.value, 'download');
    assert.match(filter.warning!, /Last day/);
  });

  it('leads to newer and older events with the filters kept', () => {
    const choices = { ...ALL_EVENTS, what: 'pupil-view', before: 99 };
    const rows = [aRow({ eventId: 98 }), aRow({ eventId: 31 })];
    assert.deepEqual(
      viewWhoLooked(someFacts({ choices, rows, hasNewer: true, hasOlder: true }), WHATS, 'Attendance viewer').paging,
      {
        newer: `${PATH}?what=pupil-view&after=98`,
        older: `${PATH}?what=pupil-view&before=31`,
      },
    );
    assert.equal(viewWhoLooked(someFacts(), WHATS, 'Attendance viewer').paging, null);
    assert.deepEqual(
      viewWhoLooked(someFacts({ choices, rows: [], hasNewer: true }), WHATS, 'Attendance viewer').paging,
      {
        newer: `${PATH}?what=pupil-view`,
        older: null,
      },
    );
  });

  it('says why there is nothing', () => {
    const empty = (choices: Partial<typeof ALL_EVENTS>) =>
      viewWhoLooked(someFacts({ rows: [], choices: { ...ALL_EVENTS, ...choices } }), WHATS, 'Attendance viewer').empty;
    assert.equal(empty({}), 'Nothing has been recorded about your school yet.');
    assert.equal(empty({ what: 'download' }), 'No event matches these filters. Remove a filter to see more.');
    assert.equal(empty({ from: '2026-11-02', to: '2026-11-01' }), 'The first day is after the last day.');
    assert.equal(empty({ before: 3 }), 'There are no older events.');
  });
});

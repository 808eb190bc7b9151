import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_EVENTS } from './choices.ts';
import { aPage, aRow } from './event-row.fixture.ts';
import { type OrganisationSearch, viewAudit } from './operator-view-model.ts';
import type { EventPage } from './read-page.ts';

const WHATS = { 'pupil-view': 'Looked at a pupil', refusal: 'Was refused' };
const view = (page: Partial<EventPage>, typed = '', search: OrganisationSearch | null = null) =>
  viewAudit(aPage(page), WHATS, 'Attendance viewer', { typed, search });

test('a row has who, what and the pupil by number only; keys, the route and the request are folded away', () => {
  const detail = '{"page":"Pupil","rows":3,"route":"GET /schools/:urn","before":null,"self":false,"rights":""}';
  const [row] = view({ rows: [aRow({ detail })] }).rows;
  assert.deepEqual(row, {
    number: '12',
    when: '23 Nov 2026, 9.30am',
    who: 'Ada Head',
    whoHref: '/operator/audit?person=12',
    organisation: 'Test Heron School',
    organisationHref: '/operator/audit?organisation=school%3A900001',
    what: 'Looked at a pupil',
    about: 'URN 900001, pupil 7',
    outcome: 'Done',
    refused: false,
    details: ['Page: Pupil', 'Rows: 3'],
    folded: [
      { name: 'Key of who did it', value: 'dfe-sign-in:6A2C' },
      { name: 'Route', value: 'GET /schools/:urn' },
      { name: 'Web request', value: 'req-1' },
    ],
  });
});

test('a refusal of someone who was not signed in, about no school', () => {
  const row = aRow({
    what: 'refusal',
    outcome: 'refused',
    person: null,
    name: null,
    organisation: null,
    schoolUrn: null,
    requestId: null,
  });
  const [shown] = view({ rows: [row] }).rows;
  assert.deepEqual(
    [shown?.who, shown?.whoHref, shown?.organisation, shown?.organisationHref, shown?.about, shown?.outcome],
    ['Someone not signed in', null, null, null, null, 'Refused'],
  );
  assert.deepEqual(shown?.folded, []);
});

test('a detail that is not JSON is shown as it is', () => {
  const [row] = view({ rows: [aRow({ detail: 'changed by hand' })] }).rows;
  assert.deepEqual(row?.details, ['detail: changed by hand']);
  assert.equal(view({ rows: [] }).empty, 'Nothing is on the audit yet.');
});

test('a page that is not all says so', () => {
  assert.equal(view({ rows: [aRow(), aRow()], hasOlder: true }).caption, 'Newest 2 events');
});

test('an organisation that is not found keeps what was typed, with an error, and no event is shown as if it were filtered', () => {
  const shown = view({ hasOlder: true }, 'Hern', { typed: 'Hern', found: [], more: false });
  const text = 'No organisation was found for “Hern”. Enter a URN, a code, a UID or words of its name';
  assert.deepEqual(
    [shown.title, shown.errors, shown.organisationError, shown.filter.organisation, shown.choose],
    ['Error: Audit', [{ text, href: '#organisation' }], text, 'Hern', null],
  );
  assert.deepEqual([shown.rows, shown.paging], [[], null]);
});

test('several organisations are links, each with the other filters kept', () => {
  const found = [
    { key: 'school:900001', name: 'Heron', what: 'School, URN 900001' },
    { key: 'trust:2044', name: 'Heron Trust', what: 'Multi-academy trust, UID 2044' },
  ];
  const choices = { ...ALL_EVENTS, what: 'refusal' };
  const shown = view({ choices }, 'heron', { typed: 'heron', found, more: false });
  assert.deepEqual(
    shown.found.map(({ href }) => href),
    [
      '/operator/audit?what=refusal&organisation=school%3A900001',
      '/operator/audit?what=refusal&organisation=trust%3A2044',
    ],
  );
  assert.deepEqual([shown.choose, shown.errors], ['2 organisations match “heron”: choose one', []]);
  assert.match(view({}, 'heron', { typed: 'heron', found, more: true }).choose!, /^More than 2 organisations/);
});

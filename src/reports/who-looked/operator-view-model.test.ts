import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPage, aRow } from './event-row.fixture.ts';
import { viewAudit } from './operator-view-model.ts';

const WHATS = { 'pupil-view': 'Looked at a pupil', refusal: 'Was refused' };

test('a row has the event’s number, person, organisation, details and request, and the pupil by number only', () => {
  const [row] = viewAudit(aPage({ rows: [aRow({ detail: '{"page":"Pupil","rows":3}' })] }), WHATS).rows;
  assert.deepEqual(row, {
    number: '12',
    when: '23 Nov 2026, 9.30am',
    who: 'Ada Head',
    whoHref: '/operator/audit?person=12',
    person: 'dfe-sign-in:6A2C',
    organisation: 'Test Heron School',
    organisationHref: '/operator/audit?organisation=school%3A900001',
    what: 'Looked at a pupil',
    about: 'URN 900001, pupil 7',
    outcome: 'Done',
    refused: false,
    details: [
      { name: 'page', value: 'Pupil' },
      { name: 'rows', value: '3' },
    ],
    requestId: 'req-1',
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
  });
  const [view] = viewAudit(aPage({ rows: [row] }), WHATS).rows;
  assert.deepEqual(
    [view?.who, view?.whoHref, view?.organisation, view?.organisationHref, view?.about, view?.outcome],
    ['Someone not signed in', null, null, null, null, 'Refused'],
  );
});

test('a detail that is not JSON is shown as it is', () => {
  const [row] = viewAudit(aPage({ rows: [aRow({ detail: 'changed by hand' })] }), WHATS).rows;
  assert.deepEqual(row?.details, [{ name: 'detail', value: 'changed by hand' }]);
  assert.equal(viewAudit(aPage({ rows: [] }), WHATS).empty, 'Nothing is on the audit yet.');
});

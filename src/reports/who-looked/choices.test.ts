import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ALL_EVENTS, auditAddress, filterOf, readAuditChoices } from './choices.ts';

const WHATS = { 'pupil-view': 'Looked at a pupil', download: 'Downloaded a file' };

describe('readAuditChoices', () => {
  it('reads what stands in the address', () => {
    const query = {
      what: 'download',
      outcome: 'refused',
      organisation: 'trust:2044',
      person: '31',
      from: '2026-11-01',
      to: ' 2026-11-23 ',
      before: '500',
    };
    assert.deepEqual(readAuditChoices(query, WHATS), {
      what: 'download',
      outcome: 'refused',
      organisation: 'trust:2044',
      personOf: 31,
      from: '2026-11-01',
      to: '2026-11-23',
      before: 500,
      after: null,
      notRead: [],
    });
  });

  it('leaves out what cannot be read, and names it', () => {
    const query = {
      what: 'toString',
      outcome: '1 OR 1=1',
      organisation: "school:900001'",
      person: '-1',
      from: '2026-02-30',
      to: ['23/11/2026', '2026-11-23'],
      before: '1e3',
      after: '9999999999999999999',
    };
    assert.deepEqual(readAuditChoices(query, WHATS), {
      ...ALL_EVENTS,
      notRead: ['what', 'outcome', 'organisation', 'from', 'to'],
    });
  });
});

describe('auditAddress', () => {
  it('gives back what was read, and starts with the newest event again after a change', () => {
    const choices = readAuditChoices({ what: 'download', person: '31', after: '7' }, WHATS);
    assert.equal(auditAddress('/a', choices), '/a?what=download&person=31');
    assert.equal(auditAddress('/a', choices, { what: null, before: 9 }), '/a?before=9&person=31');
    assert.equal(auditAddress('/a', ALL_EVENTS), '/a');
  });
});

describe('filterOf', () => {
  it('makes whole days in London of the dates, in summer and over the change of the clocks', () => {
    const { since, until } = filterOf({ ...ALL_EVENTS, from: '2026-07-01', to: '2026-10-25' }, null, null);
    assert.deepEqual([since, until], [new Date('2026-06-30T23:00:00Z'), new Date('2026-10-26T00:00:00Z')]);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewUkprns } from './view-model.ts';

test('the table says which organisation each UKPRN stands for, and what the list says by itself', () => {
  const addedAt = new Date('2026-11-18T09:00:00Z');
  const page = viewUkprns([{ ukprn: '10000372', organisation: 'authority:301', name: 'Reedshire', addedAt }], null);
  assert.deepEqual(page.rows, [
    { ukprn: '10000372', name: 'Reedshire', what: 'Local authority, code 301', added: '18 November 2026' },
  ]);
  assert.equal(page.summary, '1 UKPRN is named here');
  assert.match(page.intro[1]!, /Local authorities must be named here: there is no public list/);
  assert.equal(viewUkprns([], null).summary, 'No UKPRN is named here');
});

test('what was not accepted comes back, with the organisations that fit it', () => {
  const found = [
    { key: 'trust:1', kind: 'multi-academy-trust', name: 'Reed', number: '1', town: null, closed: false },
  ] as const;
  const error = { field: 'organisation', text: 'Select which' } as const;
  const page = viewUkprns([], null, { ukprn: '1', organisation: 'reed', error, found });
  assert.equal(page.title, 'Error: UKPRNs');
  assert.deepEqual(page.errors, [{ text: 'Select which', href: '#organisation' }]);
  assert.deepEqual([page.form.ukprn, page.form.organisation, page.form.ukprnError], ['1', 'reed', null]);
  assert.deepEqual(page.form.choices, [
    { value: 'trust:1', text: 'Reed', hint: { text: 'Multi-academy trust, UID 1' } },
  ]);
});

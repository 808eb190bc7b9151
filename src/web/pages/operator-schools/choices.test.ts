import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, NO_CHOICES, readSchoolChoices } from './choices.ts';

const KNOWN = { areas: [{ code: '301', name: 'Reedshire' }], mis: ['Arbor', 'ESS SIMS & more'] };
const read = (query: Record<string, string | string[]>) => readSchoolChoices(query, KNOWN);

test('choices are read from an address, and written into one again', () => {
  const query = {
    search: ' st  mary ',
    state: 'invited',
    area: '301',
    mis: 'ESS SIMS & more',
    stuck: 'not-answered',
    sort: 'since',
    order: 'desc',
    page: '3',
  };
  const choices = read(query);
  assert.deepEqual(choices, {
    search: 'st mary',
    state: 'invited',
    area: '301',
    mis: 'ESS SIMS & more',
    stuck: 'not-answered',
    sort: 'since',
    descending: true,
    page: 3,
  });
  const address = addressOf(choices, { page: 3 });
  assert.deepEqual(read(Object.fromEntries(new URL(address, 'http://x').searchParams)), choices);
});

test('what cannot be read is as if it were not there', () => {
  for (const value of ['', '__proto__', 'constructor', '-1', '1e9', '٣', '\u0000', "';--", 'x'.repeat(5_000)])
    assert.deepEqual(
      read({ state: value, area: value, mis: value, stuck: value, sort: value, order: value, page: '' }),
      NO_CHOICES,
    );
  for (const page of ['0', '-1', '1.5', 'NaN', '1e400', '']) assert.equal(read({ page }).page, 1, page);
  assert.equal(read({ state: ['invited', 'closed'] }).state, 'invited');
  assert.equal(read({ search: `a\u0000b${'c'.repeat(200)}` }).search.length, 100);
});

test('a school whose MIS is not known can be asked for', () => {
  assert.equal(read({ mis: 'unknown' }).mis, '');
  assert.equal(addressOf({ ...NO_CHOICES, mis: '' }), '/operator/schools?mis=unknown');
});

test('another filter starts again at the first page', () => {
  assert.equal(
    addressOf({ ...NO_CHOICES, page: 7, area: '301' }, { state: 'paused' }),
    '/operator/schools?state=paused&area=301',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { viewSchoolsList } from './view-model.ts';

const now = new Date('2026-11-23T17:00:00Z');
const school = { urn: 900001, name: 'Heron', phase: 'Primary', town: null, lastCollected: null };

test('each school has its name, its page and when it was last collected', () => {
  const collected = { ...school, urn: 900002, name: 'Wren', lastCollected: new Date('2026-11-23T16:30:00Z') };
  const { table, intro } = viewSchoolsList({ schools: [school, collected], now }, 'Tern Trust');
  assert.deepEqual(table.rows[0], {
    head: 'Heron',
    href: '/schools/900001',
    cells: ['Primary', '', '900001', 'not yet'],
  });
  assert.equal(table.rows[1]?.cells.at(-1), 'today at 4.30pm');
  assert.match(intro, /^2 schools of Tern Trust share their/);
});

test('one school shares its data', () => {
  assert.match(viewSchoolsList({ schools: [school], now }, 'Tern Trust').intro, /^1 school of Tern Trust shares its/);
});

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
    cells: ['Primary', '900001', 'not yet'],
  });
  assert.equal(table.rows[1]?.cells.at(-1), 'today at 4.30pm');
  assert.match(intro, /^2 schools of Tern Trust share their/);
});

test('a column without a word for any school is left out, and a school of no phase has a blank', () => {
  const columnsOf = (...schools: (typeof school | (Omit<typeof school, 'town'> & { town: string }))[]) => {
    const { table } = viewSchoolsList({ schools, now }, 'Tern Trust');
    return [table.columns.map(({ text }) => text), ...table.rows.map(({ cells }) => cells)];
  };
  const special = { ...school, phase: 'Not applicable' };
  assert.deepEqual(columnsOf(special), [
    ['School', 'URN', 'Last collected'],
    ['900001', 'not yet'],
  ]);
  assert.deepEqual(columnsOf(special, { ...school, town: 'Leeds' }), [
    ['School', 'Phase', 'Town', 'URN', 'Last collected'],
    ['', '', '900001', 'not yet'],
    ['Primary', 'Leeds', '900001', 'not yet'],
  ]);
});

test('one school shares its data', () => {
  assert.match(viewSchoolsList({ schools: [school], now }, 'Tern Trust').intro, /^1 school of Tern Trust shares its/);
});

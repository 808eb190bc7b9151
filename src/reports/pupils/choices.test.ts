import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addressOf, choosePupils, fieldsOf, readChoices, readSearch } from './choices.ts';
import type { PupilRow } from './query.ts';

const pupil = (id: number, change: Partial<PupilRow> = {}): PupilRow => ({
  id,
  forename: 'Ann',
  surname: `Pupil${id}`,
  upn: null,
  ncYear: '7',
  attended: 100,
  authorised: 0,
  unauthorised: 0,
  lastDay: null,
  ...change,
});
const ids = (rows: readonly PupilRow[]) => rows.map(({ id }) => id);
const choose = (rows: readonly PupilRow[], query: Record<string, string>) =>
  ids(choosePupils(rows, readChoices(query)));
const find = (rows: readonly PupilRow[], name: string) => ids(choosePupils(rows, readChoices({ search: 'on' }, name)));

describe('readChoices', () => {
  it('takes what it does not know for nothing', () => {
    const choices = readChoices({
      year: "7'; DROP TABLE pupil",
      absence: '11',
      roll: 'x',
      sort: 'upn',
      order: 'up',
      page: '-3',
      name: ['a', 'b'],
    });
    assert.deepEqual(choices, {
      year: null,
      absence: null,
      roll: null,
      name: '',
      sort: 'name',
      descending: false,
      page: 1,
    });
  });

  it('is the reverse of addressOf', () => {
    fc.assert(
      fc.property(
        fc.record({
          year: fc.constantFrom(null, 'statistical', 'R', '7', 'X'),
          absence: fc.constantFrom(null, 'persistent', 'severe', 'none', '0', '10'),
          roll: fc.constantFrom(null, 'now' as const, 'left' as const),
          name: fc.string({ maxLength: 40, unit: 'binary' }).map(readSearch),
          sort: fc.constantFrom('name' as const, 'attendance' as const, 'missed' as const),
          descending: fc.boolean(),
          page: fc.integer({ min: 1, max: 99 }),
        }),
        (choices) => {
          const { searchParams } = new URL(addressOf('/p', choices, { page: choices.page }), 'http://school.example');
          assert.deepEqual(readChoices(Object.fromEntries(searchParams), choices.name), { ...choices });
        },
      ),
    );
  });

  it('takes the name from the server alone, and only where the address says that there is a search', () => {
    assert.equal(readChoices({ name: 'Lee', search: 'on' }).name, '');
    assert.equal(readChoices({ name: 'Lee' }, 'Ann').name, '');
    assert.equal(readChoices({ search: 'on' }, 'Ann').name, 'Ann');
    assert.equal(addressOf('/p', readChoices({ search: 'on', year: '7' }, 'Ann Lee')), '/p?year=7&search=on');
    assert.equal(addressOf('/p', readChoices({ search: 'on' }, 'Ann Lee'), { name: '' }), '/p');
  });

  it('property: no name is in an address or in the fields of a form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{3,20}$/), (name) => {
        const choices = readChoices({ search: 'on', sort: 'missed' }, name);
        assert.ok(!`${addressOf('/p', choices)} ${JSON.stringify(fieldsOf(choices))}`.includes(name));
      }),
    );
  });

  it('starts a changed filter at page 1', () => {
    assert.equal(addressOf('/p', readChoices({ page: '4', year: '7' }), { year: '8' }), '/p?year=8');
  });
});

describe('readSearch', () => {
  it('is one line of whole characters, as a session can keep it', () => {
    assert.equal(readSearch('  Ann\u0000\r\nLee '), 'Ann Lee');
    assert.equal(readSearch('\ud800x'), '\ufffdx');
    assert.equal(readSearch('😀'.repeat(120)), '😀'.repeat(100));
    assert.equal(readSearch(' \t '), '');
  });
});

describe('choosePupils', () => {
  it('filters by year group, absence and roll', () => {
    const rows = [
      pupil(1, { ncYear: 'R' }),
      pupil(2, { attended: 90, authorised: 10 }),
      pupil(3, { attended: 50, unauthorised: 50, lastDay: '2026-10-02' }),
      pupil(4, { attended: 0 }),
    ];
    assert.deepEqual(choose(rows, { year: 'statistical' }), [2, 3, 4]);
    assert.deepEqual(choose(rows, { absence: 'persistent' }), [2, 3]);
    assert.deepEqual(choose(rows, { absence: 'severe' }), [3]);
    assert.deepEqual(choose(rows, { absence: '2' }), [2]);
    assert.deepEqual(choose(rows, { absence: '0' }), [1]);
    assert.deepEqual(choose(rows, { absence: 'none' }), [4]);
    assert.deepEqual(choose(rows, { roll: 'left' }), [3]);
    assert.deepEqual(choose(rows, { roll: 'now' }), [1, 2, 4]);
  });

  it('finds names without minding accents, case or order, and UPNs', () => {
    const rows = [
      pupil(1, { forename: 'Zoë', surname: 'Łukasz-Müller', upn: 'A123456789012' }),
      pupil(2, { forename: '小龙', surname: '李' }),
    ];
    assert.deepEqual(find(rows, 'lukasz-muller, ZOE'), [1]);
    assert.deepEqual(find(rows, 'zoe  łukasz'), [1]);
    assert.deepEqual(find(rows, 'a1234'), [1]);
    assert.deepEqual(find(rows, '李'), [2]);
    assert.deepEqual(find(rows, "'); DROP TABLE pupil;--"), []);
  });

  it('sorts by rate exactly, with pupils that have none last in both directions', () => {
    const rows = [
      pupil(1, { attended: 0 }),
      pupil(2, { attended: 2, authorised: 1 }),
      pupil(3, { attended: 1, authorised: 1 }),
      pupil(4, { attended: 1 }),
    ];
    assert.deepEqual(choose(rows, { sort: 'attendance' }), [3, 2, 4, 1]);
    assert.deepEqual(choose(rows, { sort: 'attendance', order: 'desc' }), [4, 2, 3, 1]);
  });

  it('sorts years as schools count them, and names as people do', () => {
    const rows = [
      pupil(1, { ncYear: '10' }),
      pupil(2, { ncYear: '2' }),
      pupil(3, { ncYear: 'R' }),
      pupil(4, { ncYear: 'X' }),
    ];
    assert.deepEqual(choose(rows, { sort: 'year' }), [3, 2, 1, 4]);
    const names = [
      pupil(1, { surname: 'Zhu' }),
      pupil(2, { surname: 'Évans' }),
      pupil(3, { surname: 'evans', forename: 'Abe' }),
    ];
    assert.deepEqual(choose(names, {}), [3, 2, 1]);
  });
});

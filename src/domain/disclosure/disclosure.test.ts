import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditRelease, type Protected } from './audit/audit-release.ts';
import { loadSolver } from './audit/bounds.ts';
import { type PrintedRate, publishedOf, type TruthfulTable } from './audit/publication.ts';
import { findUnsafe } from './primary.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { suppress } from './suppress.ts';
import type { Row, Table } from './table.ts';

const solver = await loadSolver();

const row = (
  key: string,
  attended: number,
  authorised: number,
  unauthorised: number,
  more: Partial<Row> = {},
): Row => ({
  key,
  counts: new Map(Object.entries({ attended, authorised, unauthorised })),
  of: 'sessions',
  schools: 10,
  largest: [attended / 4, attended / 5, attended + authorised + unauthorised],
  pupils: attended / 2,
  together: key,
  kind: 'published',
  line: key,
  time: '',
  ...more,
});

/** A region of authorities, the first with one school. */
const REGION: Table = {
  rows: [
    row('region', 10_000, 700, 300, { schools: 41 }),
    row('one', 500, 30, 12, { schools: 1, largest: [542, 0, 542] }),
    row('small', 900, 60, 40),
    row('middle', 2600, 210, 98),
    row('large', 6000, 400, 150, { schools: 20 }),
  ],
  sums: [{ whole: 'region', parts: ['one', 'small', 'middle', 'large'] }],
};

function attack(tables: readonly TruthfulTable[]) {
  const truth = new Map<string, Protected>();
  for (const { rows, hidden } of tables)
    for (const { key, counts } of rows) if (hidden.has(key)) truth.set(key, { counts, least: null });
  return auditRelease(publishedOf(tables), truth, DEFAULT_SETTINGS, solver).recovered;
}

const publish = (table: Table): TruthfulTable => ({ ...table, hidden: suppress(table, DEFAULT_SETTINGS).hidden });

describe('a row is unsafe by itself', () => {
  const why = (more: Partial<Row>, counts: readonly [number, number, number] = [900, 60, 40]) =>
    findUnsafe(row('a', ...counts, more), DEFAULT_SETTINGS);
  it('with fewer than three schools, or one that has nearly all, or few pupils', () => {
    assert.deepEqual(why({}), []);
    assert.deepEqual(why({ schools: 2 }), ['few-schools']);
    assert.deepEqual(why({ largest: [851, 30, 1000] }), ['dominance']);
    assert.deepEqual(why({ pupils: 9 }), ['few-pupils']);
    assert.deepEqual(why({ schools: 4, largest: null }), ['few-schools']);
    assert.deepEqual(why({ schools: 5, largest: null }), []);
  });
  it('when nobody was absent or nobody attended; without schools it says nothing of anybody', () => {
    assert.deepEqual(why({}, [900, 0, 0]), ['all-or-none']);
    assert.deepEqual(why({ pupils: 50 }, [0, 60, 40]), ['all-or-none']);
    assert.deepEqual(why({ schools: 0, largest: [0, 0, 0], pupils: 0 }, [0, 0, 0]), []);
  });
  it('with one to four pupils, or all but so many', () => {
    const pupils = (others: number, persistent: number, severe: number) =>
      findUnsafe(
        { ...row('p', 0, 0, 0), of: 'pupils', counts: new Map(Object.entries({ others, persistent, severe })) },
        DEFAULT_SETTINGS,
      );
    assert.deepEqual(pupils(80, 20, 10), []);
    assert.deepEqual(pupils(80, 20, 4), ['small-count']);
    assert.deepEqual(pupils(80, 20, 0), ['small-count']);
    assert.deepEqual(pupils(3, 90, 17), ['small-count']);
  });
});

describe('suppression', () => {
  it('hides the smallest row beside an unsafe one that protects it, so that the region less the others does not tell it', () => {
    const safe = publish(REGION);
    assert.deepEqual([...safe.hidden].sort(), ['one', 'small']);
    assert.deepEqual(attack([safe]), []);
  });

  it('hides more where the smallest row is too small to hide anything behind', () => {
    const rows = REGION.rows.map((each) =>
      each.key === 'small'
        ? row('small', 900, 60, 0)
        : each.key === 'region'
          ? row('region', 10_000, 700, 260, { schools: 41 })
          : each,
    );
    const safe = publish({ ...REGION, rows });
    assert.equal(safe.hidden.has('one'), true);
    assert.deepEqual(attack([safe]), []);
  });

  it('hides nothing where nothing is unsafe', () => {
    const rows = REGION.rows.map((each) => ({ ...each, schools: 10, largest: [100, 90, 542] as const }));
    assert.deepEqual([...publish({ ...REGION, rows }).hidden], []);
  });

  it('hides what is published together with a hidden row', () => {
    const pupils: Row = {
      ...row('one pupils', 0, 0, 0),
      of: 'pupils',
      counts: new Map(Object.entries({ others: 40, persistent: 9, severe: 6 })),
      together: 'one',
    };
    assert.equal(publish({ ...REGION, rows: [...REGION.rows, pupils] }).hidden.has('one pupils'), true);
  });

  it('does not hide a row for another that lies in no sum with it', () => {
    const alone = publish({ rows: REGION.rows, sums: [] });
    assert.deepEqual([...alone.hidden], ['one']);
  });
});

describe('the auditor', () => {
  it('gets back a row that is hidden alone in its sum', () => {
    const found = attack([{ ...REGION, hidden: new Set(['one']) }]);
    assert.deepEqual(
      found.map(({ measure, count, low, high }) => [measure, count, Math.round(low), Math.round(high)]),
      [
        ['attended', 500, 500, 500],
        ['authorised', 30, 30, 30],
        ['unauthorised', 12, 12, 12],
      ],
    );
  });

  it('gets a count nearly back behind a row that is too small', () => {
    const rows = [row('region', 1002, 70, 40), row('one', 900, 60, 36, { schools: 1 }), row('tiny', 102, 10, 4)];
    const table = { rows, sums: [{ whole: 'region', parts: ['one', 'tiny'] }] };
    const found = attack([{ ...table, hidden: new Set(['one', 'tiny']) }]);
    assert.deepEqual(
      found.map((each) => [each.row, each.measure, Math.round(each.high)]),
      [['one', 'unauthorised', 40]],
    );
  });

  it('reads rates to their last digit', () => {
    const counts = new Map(Object.entries({ attended: null, authorised: 30, unauthorised: 12 }));
    const among = [...counts.keys()];
    const find = (rates: readonly PrintedRate[]) =>
      auditRelease(
        { rows: new Map([['one', counts]]), sums: [], rates },
        new Map([['one', { counts: new Map([['attended', 500]]), least: null }]]),
        DEFAULT_SETTINGS,
        solver,
      ).recovered;
    assert.deepEqual(find([]), []);
    const [found] = find([{ row: 'one', of: ['attended'], among, percent: ((100 * 500) / 542).toFixed(2) }]);
    assert.deepEqual([Math.ceil(found!.low), Math.floor(found!.high)], [500, 500]);
    assert.deepEqual(find([{ row: 'one', of: ['attended'], among, percent: '92' }]).length, 1);
  });

  it('remembers what an old release showed', () => {
    const old: TruthfulTable = {
      rows: [{ ...row('one', 500, 30, 12), key: 'old one' }],
      sums: [],
      hidden: new Set(),
    };
    const safe = publish(REGION);
    const same = { ...safe, sums: [...safe.sums, { whole: 'one', parts: ['old one'] }] };
    assert.equal(attack([old, same]).length > 0, true);
  });

  it('finds what a breakdown gives', () => {
    const part = (key: string, share: number) => row(key, 900 * share, 60 * share, 40 * share);
    const table: Table = {
      rows: [...REGION.rows, part('small: girls', 0.4), part('small: boys', 0.6)],
      sums: [...REGION.sums, { whole: 'small', parts: ['small: girls', 'small: boys'] }],
    };
    const hidden = publish(REGION).hidden;
    assert.equal(
      attack([{ ...table, hidden }]).some((each) => each.row === 'one'),
      true,
    );
    assert.deepEqual(attack([publish(table)]), []);
  });

  it('says so when a publication contradicts itself', () => {
    const wrong = { ...REGION, rows: [row('region', 100, 700, 300), ...REGION.rows.slice(1)] };
    assert.throws(() => attack([{ ...wrong, hidden: new Set(['one', 'small']) }]), /contradicts itself/);
  });
});

it('sums that do not hold, or name no row, are refused', () => {
  const wrong = { rows: REGION.rows, sums: [{ whole: 'region', parts: ['one'] }] };
  assert.throws(() => suppress(wrong, DEFAULT_SETTINGS), /is not the sum of its parts/);
  assert.throws(
    () => suppress({ ...REGION, sums: [{ whole: 'region', parts: ['none'] }] }, DEFAULT_SETTINGS),
    /names none, which is no row/,
  );
});

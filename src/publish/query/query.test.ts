import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type DataSetMeta, describeDataSet } from '../released/describe-data-set.ts';
import { EVERYTHING } from './condition.ts';
import type { Criteria, SortAsked } from './criteria.ts';
import { compareBy, meets } from './plain-query.fixture.ts';
import { resolveCriteria } from './resolve-criteria.ts';
import { resolveSorts } from './resolve-sorts.ts';
import { selectRows } from './select-rows.ts';
import { AREAS, readTidyRows } from './tidy-file.fixture.ts';

const weeks = ['2025,Week 9', '2025,Week 40', '2026,Week 2', '2026,Week 41'];
const figure = fc.oneof(
  fc.integer({ min: 0, max: 5_000_000_000 }).map(String),
  fc.constantFrom('0', '1', '65530', '65531', '4294967290', '4294967291', 'c', 'z', 'x'),
);
const percent = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }).map((each) => (each / 100).toFixed(2)),
  fc.constantFrom('c', 'z'),
);
const rows = fc.array(
  fc
    .tuple(
      fc.constantFrom(...weeks),
      fc.constantFrom(...AREAS),
      fc.constantFrom('Primary', 'Secondary', 'All schools'),
      fc.constantFrom('Illness', 'Holiday', 'All'),
      figure,
      percent,
    )
    .map((each) => each.join(',')),
  { minLength: 1, maxLength: 40 },
);

/** Any one of these, or something that there is not. */
const oneOf = <T>(all: readonly T[], other: T) => fc.constantFrom(...all, ...all, other);

function comparatorsOf<T>(what: fc.Arbitrary<T>, more: readonly string[] = []) {
  const list = fc.array(what, { minLength: 1, maxLength: 3 });
  const each = Object.fromEntries(more.map((name) => [name, what]));
  return fc
    .record({ eq: what, notEq: what, in: list, notIn: list, ...each }, { requiredKeys: [] })
    .filter((record) => Object.keys(record).length > 0);
}

function criteriaFor(meta: DataSetMeta): fc.Arbitrary<Criteria> {
  const locations = meta.locations.flatMap(({ level, options }) =>
    options.flatMap(({ id, code, oldCode }) => [
      { level: level.code, id },
      { level: level.code, code },
      ...(oldCode === undefined ? [] : [{ level: level.code, oldCode }]),
    ]),
  );
  const times = meta.timePeriods.map(({ code, period }) => ({ code, period }));
  const options = meta.filters.flatMap((filter) => filter.options.map(({ id }) => id));
  const facets = fc
    .record(
      {
        filters: comparatorsOf(oneOf(options, 'none')),
        geographicLevels: comparatorsOf(fc.constantFrom('NAT', 'REG', 'LA')),
        locations: comparatorsOf(oneOf(locations, { level: 'LA', code: 'E00000000' })),
        timePeriods: comparatorsOf(oneOf(times, { code: 'W1', period: '1999' }), ['gt', 'gte', 'lt', 'lte']),
      },
      { requiredKeys: [] },
    )
    .filter((record) => Object.keys(record).length > 0) as fc.Arbitrary<Criteria>;
  return fc.letrec<{ criteria: Criteria }>((tie) => {
    const several = fc.array(tie('criteria'), { minLength: 1, maxLength: 3 });
    return {
      criteria: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        facets,
        several.map((and) => ({ and })),
        several.map((or) => ({ or })),
        tie('criteria').map((not) => ({ not })),
      ),
    };
  }).criteria;
}

const sortsFor = ({ filters, indicators, locations }: DataSetMeta): fc.Arbitrary<SortAsked[] | null> =>
  fc.option(
    fc.array(
      fc.record({
        field: fc.constantFrom(
          'timePeriod',
          'geographicLevel',
          ...locations.map(({ level }) => `location|${level.code}`),
          ...filters.map(({ id }) => `filter|${id}`),
          ...indicators.map(({ id }) => `indicator|${id}`),
        ),
        direction: fc.constantFrom('Asc', 'Desc'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  );

describe('a query', () => {
  it('property: gives the rows that a plain filter of the file gives, in the order asked for, page by page', async () => {
    const file = rows.map(async (each) => {
      const { dataSet, records } = await readTidyRows(each);
      return { dataSet, records, meta: describeDataSet(dataSet) };
    });
    await fc.assert(
      fc.asyncProperty(file, fc.gen(), fc.integer({ min: 1, max: 12 }), fc.nat(3), async (read, pick, size, page) => {
        const { dataSet, records, meta } = await read;
        const criteria = pick(() => fc.option(criteriaFor(meta)));
        const sorts = pick(sortsFor, meta);
        const found = await selectRows(
          dataSet.rows,
          resolveCriteria(criteria, dataSet, meta).condition,
          resolveSorts(sorts, dataSet, meta).digits,
          page * size,
          (page + 1) * size,
        );
        const wanted = [...records.keys()].filter((row) => criteria === null || meets(records[row]!, criteria, meta));
        const compare = compareBy(sorts ?? [{ field: 'timePeriod', direction: 'Desc' }], meta);
        wanted.sort((a, b) => compare(records[a]!, records[b]!) || a - b);
        assert.equal(found.total, wanted.length);
        assert.deepEqual([...found.rows], wanted.slice(page * size, (page + 1) * size));
      }),
      { numRuns: 500 },
    );
  });

  it('puts figures in order whatever their size, after symbols', async () => {
    const figures = ['65531', '5000000000', 'c', '65530', '4294967291', '0', '4294967290', '131066', 'x', '1'];
    const { dataSet, records } = await readTidyRows(
      figures.map((each) => `${weeks[0]},${AREAS[0]},Primary,All,${each},1.00`),
    );
    const meta = describeDataSet(dataSet);
    const { digits } = resolveSorts(
      [{ field: `indicator|${meta.indicators[0]!.id}`, direction: 'Asc' }],
      dataSet,
      meta,
    );
    const { rows: inOrder } = await selectRows(dataSet.rows, EVERYTHING, digits, 0, figures.length);
    assert.deepEqual(
      Array.from(inOrder, (row) => records[row]!['session_count']),
      ['x', 'c', '0', '1', '65530', '65531', '131066', '4294967290', '4294967291', '5000000000'],
    );
  });

  it('matches nothing by what the data set has not, and says where it was asked for', async () => {
    const { dataSet } = await readTidyRows([`${weeks[0]},${AREAS[0]},Primary,All,7,1.00`]);
    const meta = describeDataSet(dataSet);
    const criteria = {
      and: [{ filters: { notIn: ['a', meta.filters[0]!.options[0]!.id] } }, { filters: { eq: 'b' } }],
    };
    assert.deepEqual(resolveCriteria(criteria, dataSet, meta, 'criteria').notFound, [
      { kind: 'filters', path: 'criteria.and[0].filters.notIn', items: ['a'] },
      { kind: 'filters', path: 'criteria.and[1].filters.eq', items: ['b'] },
    ]);
    for (const field of ['location', 'location|REG', 'filter|none', 'indicator|none', 'location|NAT|x', ''])
      assert.equal(resolveSorts([{ field, direction: 'Asc' }], dataSet, meta).notFound.length, 1, field);
  });

  it('takes an academic year by its first year alone', async () => {
    const { dataSet } = await readTidyRows([`202526,Academic year,${AREAS[0]},Primary,All,7,1.00`]);
    const meta = describeDataSet(dataSet);
    assert.deepEqual(meta.timePeriods, [{ code: 'AY', period: '2025/2026', label: 'Academic year 202526' }]);
    const missing = (period: string) =>
      resolveCriteria({ timePeriods: { eq: { period, code: 'AY' } } }, dataSet, meta).notFound.length;
    assert.deepEqual(['2025', '2025/2026', '2026', '2024/2025'].map(missing), [0, 0, 1, 1]);
  });

  it('gives others their turn while it reads many rows', async () => {
    const column = new Uint16Array(1_000_000);
    const condition = { kind: 'is', column, allowed: Uint8Array.of(1) } as const;
    let turns = 0;
    const takeTurns = (): NodeJS.Immediate =>
      setImmediate(() => {
        turns++;
        waiting = takeTurns();
      });
    let waiting = takeTurns();
    const { total } = await selectRows(column.length, condition, [{ size: 1, of: () => 0 }], 999_990, 1_000_000);
    clearImmediate(waiting);
    assert.equal(total, 1_000_000);
    assert.ok(turns > 20, `${turns} turns`);
  });
});

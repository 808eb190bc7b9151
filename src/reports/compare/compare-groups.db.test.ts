import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import type { ComparisonGroup } from '../../domain/comparison/comparison-group.ts';
import { type CompareAsked, compareGroups, type GroupsCompared } from './compare-groups.ts';
import { buildAreas, buildCompared, type ComparedSchool, USUAL } from './compared-schools.fixture.ts';
import { readSchoolFacts } from './query.ts';

const logins = await testDatabase({ after });
const OWN = 900_001;
const own: ComparedSchool = { urn: OWN };
/** So many schools, the first with this URN. */
const some = (count: number, first: number, change: Partial<ComparedSchool> = {}): ComparedSchool[] =>
  Array.from({ length: count }, (_, index) => ({ urn: first + index, ...change }));
const FAR = { laCode: '330' };
const COUNTY = { laCode: '830' };

async function compare(change: Partial<CompareAsked> = {}, urn = OWN): Promise<GroupsCompared> {
  const facts = await readSchoolFacts(logins.statistics, urn);
  assert.ok(facts);
  return compareGroups(logins.statistics, {
    own: facts,
    visible: [urn],
    population: 'statistical',
    weeks: { from: '2026-08-03', to: '2026-11-22' },
    toDateFrom: '2026-08-03',
    least: 5,
    ...change,
  });
}
/** For each group its rate, or why there is none. */
const told = ({ sessions }: GroupsCompared) =>
  Object.fromEntries(
    [...sessions].map(([group, pooled]) => [
      group,
      'figures' in pooled ? `${pooled.figures.schools} ${pooled.figures.attendancePercent}` : pooled.hidden,
    ]),
  ) as Record<ComparisonGroup, string>;

describe('compareGroups', () => {
  before(() => buildAreas(logins.owner));

  it('pools schools of the same phase that share, without the school itself', async () => {
    await buildCompared(logins.owner, [
      { ...own, weeks: { '2026-11-16': [0, 500, 500] } },
      ...some(6, 900_010),
      ...some(6, 900_020, COUNTY),
      ...some(6, 900_030, { ...FAR, weeks: { '2026-11-16': [960, 20, 20] } }),
      ...some(6, 900_040, { phase: 'Secondary', weeks: { '2026-11-16': [0, 1000, 0] } }),
      ...some(6, 900_050, { agreement: 'opted-out', weeks: { '2026-11-16': [0, 1000, 0] } }),
    ]);
    const compared = await compare();
    assert.deepEqual(told(compared), {
      nation: '18 93.6',
      region: '12 93.0',
      authority: '6 93.0',
      similar: '18 93.6',
      similar_region: '12 93.0',
      similar_local: '6 93.0',
    });
    assert.deepEqual(compared.persistence?.get('authority'), {
      figures: { week: '2026-11-16', pupilsAbout: 600, persistentPercent: '20.0', severePercent: '1.0' },
    });
    assert.ok(!JSON.stringify([...compared.sessions]).includes(String(OWN)));
  });

  it('shows no authority with one, two or four other schools', async () => {
    for (const count of [1, 2, 4]) {
      await buildCompared(logins.owner, [own, ...some(count, 900_010), ...some(9, 900_020, COUNTY)]);
      assert.equal(told(await compare()).authority, 'few', `${count}`);
    }
    await buildCompared(logins.owner, [own, ...some(5, 900_010), ...some(9, 900_020, COUNTY)]);
    assert.equal(told(await compare()).authority, '5 93.0');
  });

  it('shows nothing where one school has more than half', async () => {
    const huge = { urn: 900_030, weeks: { '2026-11-16': [1_000, 8_000, 2_000] as const } };
    await buildCompared(logins.owner, [own, ...some(9, 900_010, COUNTY), huge]);
    const { nation, region, similar } = told(await compare());
    // In the week of 9 November all the others were open, and that week may be shown; the huge one's week is not in it.
    assert.deepEqual([nation, region, similar], ['9 93.0', '9 93.0', '9 93.0']);
    await buildCompared(logins.owner, [own, ...some(9, 900_010, { weeks: { '2026-11-16': [93, 4, 3] } }), huge]);
    assert.equal(told(await compare()).nation, 'large');
  });

  it('shows the wider of two groups that differ by one school or two', async () => {
    for (const [count, authority] of [
      [1, 'close'],
      [2, 'close'],
      [3, '8 93.0'],
    ] as const) {
      await buildCompared(logins.owner, [own, ...some(8, 900_010), ...some(count, 900_020, COUNTY)]);
      const { nation, ...others } = told(await compare());
      assert.deepEqual([nation, others.authority], [`${8 + count} 93.0`, authority], `${count}`);
    }
  });

  it('gives one page’s answers under every choice of how near similar schools may be', async () => {
    // Of the similar schools of England one is in another region: with both shown it could be worked out.
    await buildCompared(logins.owner, [
      own,
      ...some(8, 900_010),
      ...some(1, 900_020, { ...FAR, weeks: { '2026-11-09': [0, 1000, 0], '2026-11-16': [0, 1000, 0] } }),
    ]);
    const { nation, region, similar, similar_region, similar_local } = told(await compare());
    assert.deepEqual(
      [nation, region, similar, similar_region, similar_local],
      ['9 82.7', 'close', '9 82.7', 'close', 'close'],
    );
  });

  it('does not tell a week in which a single school was open from the difference of two periods', async () => {
    const alone = { ...USUAL, '2026-10-26': [100, 500, 400] as const };
    await buildCompared(logins.owner, [own, ...some(8, 900_010), ...some(1, 900_020, { weeks: alone })]);
    const figures = async (from: string) => {
      const pooled = (await compare({ weeks: { from, to: '2026-11-22' } })).sessions.get('nation');
      assert.ok(pooled && 'figures' in pooled);
      const { leftOut, ...rest } = pooled.figures;
      return { leftOut, rest };
    };
    const [long, short] = [await figures('2026-10-26'), await figures('2026-11-02')];
    assert.deepEqual(long.rest, short.rest);
    assert.deepEqual(long.leftOut, ['2026-10-26']);
    const week = await compare({ weeks: { from: '2026-10-26', to: '2026-11-01' }, toDateFrom: null });
    assert.equal(told(week).nation, 'few');
    assert.equal(week.persistence, null);
  });

  it('does not tell the pupils of the one school that has others than years 1 to 11', async () => {
    const more = { others: { '2026-11-16': [10, 300, 90] as const } };
    await buildCompared(logins.owner, [own, ...some(8, 900_010), ...some(1, 900_020, more)]);
    const figures = async (population: 'statistical' | 'all') => {
      const { sessions, persistence } = await compare({ population });
      const pooled = sessions.get('nation');
      assert.ok(pooled && 'figures' in pooled);
      return { about: pooled.figures.possibleAbout, weeks: pooled.figures.leftOut, to: persistence?.get('nation') };
    };
    assert.deepEqual(
      [(await figures('statistical')).about, (await figures('all')).about],
      [18_000, 9_000],
      'the week with the one school’s other pupils is in neither difference',
    );
    assert.deepEqual((await figures('all')).weeks, ['2026-11-16']);
  });

  it('takes away what the viewer may see by itself', async () => {
    await buildCompared(logins.owner, [own, ...some(8, 900_010), ...some(12, 900_020, COUNTY)]);
    const seeing = async (...counts: number[]) =>
      told(await compare({ visible: [OWN, ...counts.map((each) => 900_010 + each)] })).authority;
    assert.equal(await seeing(), '8 93.0');
    assert.equal(await seeing(0, 1, 2, 3), 'few');
    assert.equal(await seeing(0, 1, 2, 3, 4, 5, 6, 7), '8 93.0');
  });

  it('has no exact number of other schools in what it gives', async () => {
    const odd = (index: number) => ({ '2026-11-16': [917 + index, 41, 29] as const });
    const others = Array.from({ length: 9 }, (_, index) => ({ urn: 900_010 + index, weeks: odd(index) }));
    await buildCompared(logins.owner, [own, ...others]);
    const { sessions, persistence } = await compare();
    const numbers = JSON.stringify([[...sessions], [...(persistence ?? [])]]).match(/(?<![\d.-])\d+(?![\d.-])/g) ?? [];
    const large = numbers.map(Number).filter((number) => number > 100);
    assert.ok(large.length > 3);
    assert.deepEqual(
      large.filter((number) => number % 100 !== 0),
      [],
    );
  });

  it('never compares invented schools with real ones', async () => {
    await buildCompared(logins.owner, [own, ...some(9, 100_010)]);
    assert.equal(told(await compare()).nation, 'none');
  });

  it('leaves a school out from the moment that it does not share', async () => {
    await buildCompared(logins.owner, [own, ...some(5, 900_010)]);
    assert.equal(told(await compare()).nation, '5 93.0');
    await logins.owner.updateTable('agreement').set({ state: 'opted-out' }).where('school_urn', '=', 900_010).execute();
    const { similar, sessions } = await compare();
    assert.deepEqual(sessions.get('nation'), { hidden: 'few' });
    assert.ok(!similar.england.some(({ school }) => school.urn === 900_010));
  });
});

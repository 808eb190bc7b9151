import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AREAS, readTidyRows } from '../query/tidy-file.fixture.ts';
import { type DataSetMeta, describeDataSet } from '../released/describe-data-set.ts';
import { numberVersions } from './number-versions.ts';

const NATION = AREAS[0];
const metaOf = async (...rows: string[]): Promise<DataSetMeta> =>
  describeDataSet((await readTidyRows(rows.map((row) => `${row},7,1.00`))).dataSet);
const week40 = `2025,Week 40,${NATION},Primary,Illness`;
const week41 = `2025,Week 41,${NATION},Primary,Illness`;
const numbers = async (...metas: Promise<DataSetMeta>[]) =>
  numberVersions(await Promise.all(metas)).map(({ number }) => number);

test('what is added is a minor change, what is gone or renamed a major one, and the same again a minor one', async () => {
  assert.deepEqual(
    await numbers(
      metaOf(week40),
      metaOf(week40, week41),
      metaOf(week40, week41),
      metaOf(week41),
      metaOf(week41.replace('Illness', 'Illness (i)')),
      metaOf(week41.replace('Illness', 'Illness (i)'), week41.replace(NATION, AREAS[3])),
    ),
    ['1.0', '1.1', '1.2', '2.0', '3.0', '3.1'],
  );
});

test('changes name what was and what is, by the same ids as the metadata', async () => {
  const [before, after] = await Promise.all([
    metaOf(week40, week41.replace(NATION, AREAS[3])),
    metaOf(week40.replace('Illness', 'Holiday'), week41.replace(NATION, AREAS[3].replace('City', 'Town'))),
  ]);
  const { changes } = numberVersions([before, after])[1]!;
  const reason = before.filters[1]!;
  const option = (meta: DataSetMeta, label: string) => meta.filters[1]!.options.find((each) => each.label === label);
  const { options: _options, ...filter } = reason;
  assert.deepEqual(changes!.major.filterOptions, []);
  assert.deepEqual(changes!.minor.filterOptions, [{ filter, options: [{ currentState: option(after, 'Holiday') }] }]);
});

test('an area that is called otherwise keeps its id, so that its change is a minor one', async () => {
  const authority = week40.replace(NATION, AREAS[3]);
  const renamed = authority.replace('Barking and Dagenham', 'Barking');
  const { number, changes } = numberVersions(await Promise.all([metaOf(authority), metaOf(renamed)]))[1]!;
  assert.equal(number, '1.1');
  const [{ level, options } = assert.fail()] = changes!.minor.locationOptions;
  assert.equal(level.code, 'LA');
  assert.deepEqual(
    options.map(({ previousState, currentState }) => [
      previousState?.label,
      currentState?.label,
      currentState?.oldCode,
    ]),
    [['Barking and Dagenham', 'Barking', '301']],
  );
  assert.equal(options[0]!.previousState!.id, options[0]!.currentState!.id);
});

test('a level that is gone is named once, without each of its areas', async () => {
  const { changes } = numberVersions(
    await Promise.all([metaOf(week40, week40.replace(NATION, AREAS[3])), metaOf(week40)]),
  )[1]!;
  assert.deepEqual(
    changes!.major.geographicLevels.map(({ previousState }) => previousState?.code),
    ['LA'],
  );
  assert.deepEqual(
    changes!.major.locationGroups.map(({ previousState }) => previousState?.code),
    ['REG', 'LA'],
  );
  assert.deepEqual(changes!.major.locationOptions, []);
});

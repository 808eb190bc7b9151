import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import type { DataTable } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { viewTable } from '../view-table.ts';
import { buildAreas } from './compared-schools.fixture.ts';
import { compare } from './report.ts';

const logins = await testDatabase({ after });
const NOW = new Date('2026-11-23T17:00:00Z');
const OWN = 900_001;

before(async () => {
  await buildAreas(logins.owner);
  // Nine primary schools in Derby, three in Birmingham; each with one pupil who misses two sessions of twenty.
  for (let index = 0; index < 12; index++) {
    const urn = OWN + index;
    await buildSchool(logins.owner, { urn, name: `School ${urn} (invented)` });
    await buildRun(logins.owner, urn, { kind: 'first', started_at: '2026-11-20T16:30:00Z' });
    await buildRun(logins.owner, urn);
    await logins.owner
      .updateTable('school')
      .set({
        la_code: index < 9 ? '831' : '330',
        published_phase: 'Primary',
        pupils: 300 + index,
        fsm_permille: index === 0 ? null : 220,
        sen_support_permille: 130,
        ehc_plan_permille: 30,
        latitude: index < 9 ? 52.92 : 52.48,
        longitude: index < 9 ? -1.47 : -1.89,
      })
      .where('urn', '=', urn)
      .execute();
    await buildRegister(logins.owner, urn, [
      { id: 1, weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': marksOf('II', '/\\', '/\\', '/\\', '/\\') } },
      { id: 2, weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': FULL_WEEK } },
      { id: 3, characteristics: { ncYear: 'R' }, weeks: { '2026-11-16': marksOf('OO') } },
    ]);
  }
});

const read = (query: Query = {}, urns: readonly number[] = [OWN], urn = OWN) =>
  readReport(compare, {
    database: logins.viewer,
    statistics: logins.statistics,
    scope: { urns },
    urn,
    selection: readSelection(query, compare.choices),
    now: NOW,
  });
const tableOf = async (id: string, ...asked: Parameters<typeof read>) => {
  const view = await read(...asked);
  return view!.sections.flatMap(({ tables }) => tables).find((table) => table.id === id)!;
};
const textOf = async (...asked: Parameters<typeof read>) => (await read(...asked))!.sections[0]!.text;
/** Each row as it is written, by its key. */
function wordsOf(table: DataTable): Record<string, string[]> {
  const { rows } = viewTable(table, null, { sorted: () => '', file: () => '' });
  return Object.fromEntries(
    table.rows.map(({ key }, index) => [
      key,
      rows[index]!.cells.map(({ text, base }) => (base === null ? text : `${text} ${base}`)),
    ]),
  );
}

describe('compare', () => {
  it('puts the school’s own counts beside rounded figures of others', async () => {
    const rows = wordsOf(await tableOf('comparison'));
    assert.deepEqual(rows['own'], [
      '95.0% 38 of 40',
      '5.0% 2 of 40',
      '5.0% 2 of 40',
      '0.0% 0 of 40',
      '50.0% 1 of 2',
      '0.0% 0 of 2',
      '1',
    ]);
    assert.deepEqual(rows['nation'], [
      '95.0% of about 400',
      '5.0% of about 400',
      '5.0% of about 400',
      '0.0% of about 400',
      '50.0% of fewer than 100',
      '0.0% of fewer than 100',
      '11',
    ]);
    assert.deepEqual(Object.keys(rows), ['own', 'authority', 'region', 'nation', 'similar']);
  });

  it('says the finding in a sentence, beside similar schools', async () => {
    assert.equal((await read())?.message, 'Attendance here is 95.0%, the same as at similar schools.');
    assert.equal(
      (await read({ population: 'all' }))?.message,
      'Attendance here is 90.5%, the same as at similar schools.',
    );
  });

  it('says why a group is not shown', async () => {
    const rows = wordsOf(await tableOf('comparison', {}, [OWN + 9], OWN + 9));
    assert.deepEqual(new Set(rows['authority']), new Set(['not shown']));
    assert.ok(
      (await textOf({}, [OWN + 9], OWN + 9)).includes(
        'Other primary schools in Birmingham, Other primary schools in West Midlands: not shown, because fewer than 5 schools of this group share.',
      ),
    );
    assert.match(
      (await textOf({ near: 'local' }, [OWN + 9], OWN + 9)).at(-1)!,
      /Similar schools: not shown, because fewer/,
    );
  });

  it('lists similar schools with the reasons, the school itself never, and the rule that could not be used', async () => {
    const view = await read();
    const section = view!.sections.find(({ id }) => id === 'similar-schools')!;
    const rows = wordsOf(section.tables[0]!);
    assert.equal(Object.keys(rows).length, 11);
    assert.ok(!(String(OWN) in rows));
    assert.match(rows[String(OWN + 1)]![0]!, /^Same phase \(Primary\); 301 pupils \(this school 300\); 13\.0% SEN/);
    assert.ok(
      section.text.includes(
        'Free school meals could not be used: no share of pupils with free school meals is published for this school.',
      ),
    );
    assert.equal(Object.keys(wordsOf(await tableOf('similar', { near: 'local' }))).length, 8);
  });

  it('shows what the Department published apart from it, as real', async () => {
    const rows = wordsOf(await tableOf('published'));
    assert.match(rows['nation_202526']![0]!, /^94\.7% 1,230,531,096 of 1,299,079,364$/);
    assert.deepEqual(Object.keys(rows).slice(0, 3), ['nation_202526', 'region_202526', 'authority_202526']);
    const text = (await read())!.sections.at(-1)!.text;
    assert.match(text[0]!, /real figures of real schools/);
    assert.match(
      text[1]!,
      /^Published by the Department, 2025\/26 year to date \(England, Primary\): 94\.7% attendance/,
    );
  });

  it('works out the school’s own figure by the published definition, and others in the same weeks', async () => {
    const rows = wordsOf(await tableOf('comparison', { definition: 'published', population: 'all' }));
    assert.equal(rows['own']?.[0], '95.0% 38 of 40');
    assert.equal(rows['nation']?.[0], '95.0% of about 400');
    assert.equal(rows['nation']?.[4], 'not shown');
    assert.match(
      (await textOf({ definition: 'published' })).join(' '),
      /All groups: persistence of others is not kept by/,
    );
  });

  it('takes whole weeks, whatever the period', async () => {
    const rows = wordsOf(await tableOf('comparison', { period: 'day', on: '2026-11-16' }));
    assert.equal(rows['own']?.[0], '90.0% 18 of 20');
    assert.equal(rows['nation']?.[0], '90.0% of about 200');
    assert.match(
      (await textOf({ period: 'day' })).join(' '),
      /All groups: persistence of others is counted for the year to/,
    );
  });

  it('shows no others as known on a past day, and takes no group of pupils', async () => {
    const known = await read({ known: '2026-11-21' });
    assert.match(known!.message, /^Attendance here is 95\.0%\. Tallies of other schools are kept as they stand now/);
    assert.deepEqual(Object.keys(wordsOf(await tableOf('comparison', { known: '2026-11-21' }))), ['own']);
    assert.match((await read({ gender: 'F' }))!.selection!.ignored!, /gender=F/);
  });

  it('is about a school of the scope alone, and leaves out what the viewer may see', async () => {
    assert.equal(await read({}, [OWN], OWN + 1), null);
    const authority = Array.from({ length: 8 }, (_, index) => OWN + index);
    assert.match(
      (await textOf({}, authority)).join(' '),
      /All groups: not shown, because fewer than 5 schools of this group share, besides those that you can/,
    );
  });

  it('says that there is no group for a school that has no phase', async () => {
    await logins.owner.updateTable('school').set({ published_phase: null }).where('urn', '=', OWN).execute();
    const view = await read();
    assert.match(view!.message, /no phase/);
    assert.deepEqual(
      view!.sections.map(({ id }) => id),
      ['this-school-and-others'],
    );
  });
});

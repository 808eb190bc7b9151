import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../../test/database.ts';
import { absenceBands } from '../../../reports/absence-bands/report.ts';
import type { DataTable, ReportBody } from '../../../reports/report-view.ts';
import type { ReportFacts } from '../../../reports/school-report.ts';
import { askReport } from './ask-report.ts';
import { drawSchool, SHAPES } from './draw-school.ts';
import { loadSchool } from './load-school.ts';
import { probeFigures, probeSchool } from './probe-figures.ts';
import { NOT_PROBED } from './probed-pages.ts';
import { REFERENCE_PAGES } from './reference-pages.ts';

const logins = await testDatabase({ after });
const signal = new AbortController().signal;

test('there is no report of a school whose figures are not worked out', () => {
  assert.deepEqual(NOT_PROBED, []);
});

test('every figure on every page of a school of each odd shape is as worked out from the raw marks', async () => {
  const { findings, ...counted } = await probeFigures({
    logins,
    n: SHAPES.length,
    seed: 1,
    times: 1,
    signal,
    progress: () => {},
  });
  assert.deepEqual(findings.slice(0, 10), []);
  assert.deepEqual([counted.schools, counted.different], [SHAPES.length, 0]);
  assert.ok(counted.figures > 5000, `${counted.figures} figures`);
});

const school = { ...drawSchool(2, 0), urn: 900_500 };
/** What is found when the school's absence bands are asked for some times, as they are or as `change` makes them. */
async function findInBands(change: (body: ReportBody) => ReportBody = (body) => body): Promise<readonly string[]> {
  const report = { ...absenceBands, view: (facts: ReportFacts) => change(absenceBands.view(facts, null)) };
  const ask = askReport(report, REFERENCE_PAGES['/bands']!);
  return (await probeSchool(logins, school, 1, [{ name: 'Absence bands', times: 8, ask }])).findings;
}

const changeTables = (change: (table: DataTable) => DataTable) => (body: ReportBody) => ({
  ...body,
  sections: body.sections.map((section) => ({ ...section, tables: section.tables.map(change) })),
});

test('a figure, a row or a table of a page that is not as worked out is found', async () => {
  await loadSchool(logins.owner, school);
  assert.deepEqual(await findInBands(), []);
  const more = changeTables((table) => ({
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => (cell.kind === 'rate' ? { ...cell, denominator: cell.denominator + 1 } : cell)),
    })),
  }));
  assert.match(
    (await findInBands(more))[0] ?? '',
    /table bands, row 0, column share: \d+ of \d+, expected \d+ of \d+$/,
  );
  const fewer = changeTables((table) => ({ ...table, rows: table.rows.slice(1) }));
  assert.match((await findInBands(fewer))[0] ?? '', /table bands, row 0: is not there$/);
  const other = changeTables((table) => ({ ...table, id: `${table.id}-2` }));
  assert.match(
    (await findInBands(other)).join(),
    /table bands: not there.*the page has it, and nothing was worked out/,
  );
  const nothing = (body: ReportBody) => ({ ...body, empty: { text: 'Nothing.', next: '' } });
  assert.match((await findInBands(nothing))[0] ?? '', /the page says “Nothing.”, and \d+ pupils of the selection/);
});

test('a row that was changed in the store is found', async () => {
  assert.deepEqual((await probeSchool(logins, school, 1)).findings, []);
  const year = logins.owner.updateTable('enrolment_year').where('school_urn', '=', school.urn);
  // Weeks and days that were wholly present are now without a mark.
  await year.set({ marks: sql`translate(marks, '=+', '_:')` }).execute();
  assert.match(
    (await probeSchool(logins, school, 1)).findings.join('\n'),
    /^School 900500 .*, School overview.*: table headlines, row period, column attendance: \d+ of \d+, expected \d+ of \d+$/m,
  );
  assert.match((await findInBands()).join('\n'), /table bands/);
});

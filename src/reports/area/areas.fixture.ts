import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import type { Database, Logins } from '../../store/database.ts';
import { type AreaReport, choicesOf, readAreaReport } from '../area-report.ts';
import type { Cell, DataTable, ReportView } from '../report-view.ts';
import { type Query, readSelection } from '../selection/selection.ts';

export const [HERON, WREN, EMPTY, FOREIGN] = [900001, 900002, 900003, 900009];
export const NOW = new Date('2026-11-23T17:00:00Z');
const [W1, W2, THEN] = ['2026-11-09', '2026-11-16', '2025-11-10'];
const MISSED = marksOf('OO', 'OO', 'OO', 'OO', 'OO');

/**
 * Two schools with two weeks, one of them with a week a year ago, one school without data, and one of somebody else. The pupil with
 * UPN A1 left Heron for Wren; A2 is at both.
 */
export async function buildAreas(owner: Database): Promise<void> {
  await buildSchool(owner, { urn: HERON, name: 'Heron Primary School' });
  await buildSchool(owner, { urn: WREN, name: 'Wren Secondary School' });
  await buildSchool(owner, { urn: EMPTY, name: 'Tern Special School' });
  await buildSchool(owner, { urn: FOREIGN, name: 'Foreign School' });
  for (const [urn, phase] of [
    [HERON, 'Primary'],
    [WREN, 'Secondary'],
    [EMPTY, 'Special'],
  ] as const)
    await owner.updateTable('school').set({ published_phase: phase, town: 'Leeds' }).where('urn', '=', urn).execute();
  await buildRun(owner, HERON);
  await buildRun(owner, WREN, { started_at: '2026-11-20T16:30:00Z' });
  await buildRun(owner, FOREIGN);
  await buildRegister(owner, HERON, [
    {
      id: 1,
      upn: 'A1',
      surname: 'Lark',
      forename: 'Ada',
      firstDay: '2026-09-01',
      lastDay: '2026-11-13',
      weeks: { [W1]: marksOf('II', '/\\', '/\\', '/\\', '/\\') },
    },
    { id: 2, upn: 'A2', surname: 'Finch', firstDay: '2026-09-01', weeks: { [W1]: FULL_WEEK, [W2]: FULL_WEEK } },
    {
      id: 3,
      upn: 'A3',
      firstDay: '2026-09-01',
      characteristics: { freeSchoolMeals: true, ncYear: '6' },
      weeks: { [THEN]: FULL_WEEK, [W1]: FULL_WEEK, [W2]: MISSED },
    },
    { id: 4, upn: 'A4', firstDay: '2026-09-01', characteristics: { ncYear: 'R' }, weeks: { [W2]: MISSED } },
  ]);
  await buildRegister(owner, WREN, [
    {
      id: 1,
      upn: 'A1',
      surname: 'Lark',
      forename: 'Ada',
      firstDay: '2026-11-16',
      weeks: { [W2]: marksOf('II', 'II', '/\\', '/\\', '/\\') },
    },
    { id: 2, upn: 'A2', surname: 'Finch', firstDay: '2026-09-01', weeks: { [W2]: FULL_WEEK } },
    { id: 3, upn: 'B3', characteristics: { freeSchoolMeals: true, gender: 'M' }, weeks: { [W2]: FULL_WEEK } },
  ]);
  await buildRegister(owner, FOREIGN, [
    { id: 1, upn: 'A3', surname: 'Secret', firstDay: '2026-11-16', weeks: { [W2]: MISSED } },
  ]);
}

/** Reads a report of the three schools, or of those told. */
export async function readArea<More>(
  { viewer }: Logins,
  report: AreaReport<More>,
  query: Query = {},
  scope: { urns: readonly number[]; sensitive?: boolean } = { urns: [HERON, WREN, EMPTY] },
): Promise<ReportView> {
  const organisation = { name: 'Tern Trust', key: 'trust:5001' };
  const selection = readSelection(query, choicesOf(report));
  return readAreaReport(report, { database: viewer, scope, organisation, selection, now: NOW });
}

export const tableOf = (view: ReportView, id: string): DataTable | undefined =>
  view.sections.flatMap(({ tables }) => tables).find((table) => table.id === id);

/** Rows of a table as their cells' numbers, by key: `5/10` for a rate, `5/10-4/10` for a gap. The row of the whole is `total`. */
export function numbersOf(table: DataTable | undefined, columns: readonly string[]): Record<string, string[]> {
  const rows = [...(table?.rows ?? []), ...(table?.total ? [{ ...table.total, key: 'total' }] : [])];
  return Object.fromEntries(
    rows.map(({ key, cells }) => [
      key,
      columns.map((column) => numberOf(cells[table!.columns.findIndex((each) => each.key === column)]!)),
    ]),
  );
}

function numberOf(cell: Cell): string {
  if (cell.kind === 'count') return String(cell.value);
  if (cell.kind === 'rate') return `${cell.numerator}/${cell.denominator}`;
  if (cell.kind === 'gap')
    return `${cell.of.numerator}/${cell.of.denominator}-${cell.than.numerator}/${cell.than.denominator}`;
  if (cell.kind === 'words') return cell.text;
  return cell.kind === 'none' ? cell.why : '';
}

import { stringify } from 'csv-stringify/sync';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import type { Cell, DataTable } from '../report-view.ts';
import { type Stamp, stampCells } from '../stamp.ts';
import type { FileFacts } from './file-facts.ts';

/** Not applicable, as in the Department's open data. */
const NOT_APPLICABLE = 'z';

/**
 * One table as CSV: UTF-8, CRLF, one header line, the row's key and head, then each column. A rate is three columns
 * (`_percent` with one decimal, `_numerator`, `_denominator`), a gap one (`_points`). Each row says what it is of and who took it
 * out. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function writeTableCsv(table: DataTable, facts: FileFacts, stamp: Stamp): string {
  const cells = stampCells(stamp);
  const about = {
    period_from: facts.period?.from ?? '',
    period_to: facts.period?.to ?? '',
    as_known_at: facts.asKnownAt?.toISOString() ?? '',
    population: facts.population,
    definition: facts.definition,
    filters: facts.filters.join('; '),
    school_urn: facts.urn ?? '',
    data: facts.invented ? 'invented data' : 'register data',
  };
  const rows = [...table.rows, ...(table.total ? [table.total] : [])].map(({ key, head, cells: own }) => ({
    row: key,
    name: head,
    ...Object.assign({}, ...table.columns.map((column, index) => written(column.key, own[index]!))),
    ...about,
    ...cells,
  }));
  return stringify(rows, { header: true, record_delimiter: 'windows', escape_formulas: true });
}

function written(key: string, cell: Cell): Record<string, string | number> {
  if (cell.kind === 'words') return { [key]: cell.text };
  if (cell.kind === 'count') return { [key]: cell.value };
  if (cell.kind === 'none') return { [key]: cell.why };
  if (cell.kind === 'gap') return { [`${key}_points`]: gapPoints(cell.of, cell.than) ?? NOT_APPLICABLE };
  return {
    [`${key}_percent`]: ratePercent(cell.numerator, cell.denominator, 1) ?? NOT_APPLICABLE,
    [`${key}_numerator`]: cell.numerator,
    [`${key}_denominator`]: cell.denominator,
  };
}

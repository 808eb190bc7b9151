import { stringify } from 'csv-stringify/sync';
import type { DataTable } from '../report-view.ts';
import { type Stamp, stampCells } from '../stamp.ts';
import { fileColumns, rowsOf } from './file-columns.ts';
import type { FileFacts } from './file-facts.ts';

/** Not applicable, as in the Department's open data. */
const NOT_APPLICABLE = 'z';

/**
 * One table as CSV: UTF-8 without a byte order mark, CRLF, one header line; the row's key and head, then each column. A rate is
 * three columns (`_percent` with one decimal, `_numerator`, `_denominator`), a gap one (`_points`). Each row says what it is of
 * and who took it out. A text that a spreadsheet would take for a formula gets an apostrophe before it; a negative number does
 * not.
 */
export function writeTableCsv(table: DataTable, facts: FileFacts, stamp: Stamp): string {
  const columns = fileColumns(table);
  const same = { ...aboutCells(facts), ...stampCells(stamp) };
  const rows = rowsOf(table).map((row) => ({
    row: row.key,
    name: row.head,
    ...Object.fromEntries(
      columns.map(({ key, form, value }) => {
        const cell = value(row) ?? NOT_APPLICABLE;
        return [key, form === 'points' && cell !== NOT_APPLICABLE ? Number(cell) : cell];
      }),
    ),
    ...same,
  }));
  return stringify(rows, {
    // Named here, so that a file of no rows has its header too.
    columns: ['row', 'name', ...columns.map(({ key }) => key), ...Object.keys(same)],
    header: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { number: (value, { column }) => (String(column).endsWith('_points') ? value.toFixed(1) : String(value)) },
  });
}

const aboutCells = (facts: FileFacts) => ({
  period_from: facts.period?.from ?? '',
  period_to: facts.period?.to ?? '',
  as_known_at: facts.asKnownAt?.toISOString() ?? '',
  population: facts.population,
  definition: facts.definition,
  filters: facts.filters.join('; '),
  school_urn: facts.urn ?? '',
  data: facts.invented ? 'invented data' : 'register data',
});

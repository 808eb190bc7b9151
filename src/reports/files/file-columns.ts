import { gapPoints } from '../../domain/measures/gap-points.ts';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import type { Cell, DataColumn, DataRow, DataTable } from '../report-view.ts';

/** How a file's column is written: percentages and points have one decimal, already rounded, half up, from whole numbers. */
export type FileForm = 'words' | 'whole' | 'percent' | 'points';

/** One column of a file. A column of rates is three: the rate, and the two whole numbers it is made of. */
export interface FileColumn {
  /** Snake case: `attendance_percent`. */
  readonly key: string;
  /** Its head in a spreadsheet. */
  readonly text: string;
  readonly form: FileForm;
  /** Null: not applicable. */
  readonly value: (row: DataRow) => string | number | null;
}

/**
 * The columns that hold everything the table's cells say. They come from all rows, so that a first row without a base or
 * without a number changes nothing; where numbers are missing for a reason, a column beside them gives the reason.
 */
export function fileColumns(table: DataTable): FileColumn[] {
  const rows = rowsOf(table);
  return table.columns.flatMap((column, place) => columnParts(column, place, rows));
}

/** The rows of a file: the whole comes last. */
export const rowsOf = (table: DataTable): readonly DataRow[] => [...table.rows, ...(table.total ? [table.total] : [])];

function columnParts({ key, text, numeric }: DataColumn, place: number, rows: readonly DataRow[]): FileColumn[] {
  const kinds = new Set(rows.map(({ cells }) => cells[place]?.kind));
  const part = (end: string, head: string, form: FileForm, value: (cell: Cell) => string | number | null) => ({
    key: `${snakeCase(key)}${end}`,
    text: head,
    form,
    value: ({ cells }: DataRow) => (cells[place] ? value(cells[place]) : null),
  });
  const hasRates = kinds.has('rate') || kinds.has('about');
  const hasNumbers = hasRates || kinds.has('gap') || kinds.has('count');
  const parts: FileColumn[] = [];
  if (hasRates)
    parts.push(
      part('_percent', text, 'percent', (cell) =>
        cell.kind === 'rate'
          ? ratePercent(cell.numerator, cell.denominator, 1)
          : cell.kind === 'about'
            ? cell.percent
            : null,
      ),
      part('_numerator', `${text}: numerator`, 'whole', (cell) => (cell.kind === 'rate' ? cell.numerator : null)),
      part('_denominator', `${text}: denominator`, 'whole', (cell) =>
        cell.kind === 'rate' ? cell.denominator : cell.kind === 'about' ? cell.base : null,
      ),
    );
  if (kinds.has('gap'))
    parts.push(
      part('_points', `${text} (percentage points)`, 'points', (cell) =>
        cell.kind === 'gap' ? gapPoints(cell.of, cell.than) : null,
      ),
    );
  if (kinds.has('count')) parts.push(part('', text, 'whole', (cell) => (cell.kind === 'count' ? cell.value : null)));
  if (kinds.has('words') || !hasNumbers)
    parts.push(
      part(hasNumbers ? '_words' : '', hasNumbers ? `${text}: words` : text, 'words', (cell) =>
        cell.kind === 'words' ? cell.text : cell.kind === 'none' && !numeric ? cell.why : null,
      ),
    );
  if ((kinds.has('none') || kinds.has('about')) && (hasNumbers || numeric))
    parts.push(part('_note', `${text}: note`, 'words', noteOf));
  return parts;
}

/** Why there is no number, or that it is rounded, with a rounded base or none. */
const noteOf = (cell: Cell): string => (cell.kind === 'none' ? cell.why : cell.kind === 'about' ? 'rounded' : '');

const snakeCase = (key: string): string =>
  key
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase() || 'value';

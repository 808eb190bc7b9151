import {
  CENSUS,
  COUNT_COLUMNS,
  COVERAGE,
  KEY_COLUMNS,
  PASSED_OVER,
  POSSIBLE,
} from '../../domain/statistics/columns.ts';
import type { Problem } from '../../domain/statistics/problem.ts';

const KNOWN: ReadonlySet<string> = new Set([...KEY_COLUMNS, ...COUNT_COLUMNS, ...COVERAGE, ...CENSUS, ...PASSED_OVER]);
/** Rates times the weights of the census, in the files between the steps of the Department's own pipeline. */
const SCALED = /_perc_scaled$/;
const NEEDED = [
  'geographic_level',
  'region_code',
  'new_la_code',
  'time_period',
  'time_identifier',
  'num_schools',
  POSSIBLE,
];

/** Where each column stands. */
export type Header = ReadonlyMap<string, number>;

/** What is known of a header, and what is wrong with it. An unknown column is named, never passed over: it may be a new code. */
export function readHeader(cells: readonly string[]): { readonly header: Header; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const report = (name: Problem['name'], column: string, why: string) => problems.push({ name, line: 1, column, why });
  const header = new Map<string, number>();
  for (const [place, text] of cells.entries()) {
    const column = text.trim();
    if (header.has(column)) report('column-repeated', column, 'stands twice');
    if (!KNOWN.has(column) && !SCALED.test(column))
      report(
        'column-unknown',
        column,
        'no file of the Department that is known here has it; if it is a new code, its rule must be added',
      );
    header.set(column, place);
  }
  for (const column of NEEDED) if (!header.has(column)) report('column-missing', column, 'is not there');
  if (!header.has('school_type') && !header.has('education_phase'))
    report('column-missing', 'school_type', 'is not there, nor is education_phase');
  return { header, problems };
}

import type { Table } from './wide-table.ts';

/** The columns of a metadata file (Department for Education, open data standard). */
export const METADATA_COLUMNS = [
  'col_name',
  'col_type',
  'label',
  'indicator_grouping',
  'indicator_unit',
  'indicator_dp',
  'filter_hint',
  'filter_grouping_column',
  'filter_default',
] as const;

/** Geography and time are never in metadata. */
const FILTERS: Readonly<Record<string, string>> = {
  attendance_date: 'Date',
  reference_date: 'Reference date',
  school_type: 'School type',
  education_phase: 'Education phase',
  time_frame: 'Time frame',
  attendance_status: 'Attendance status',
  attendance_type: 'Attendance type',
  attendance_reason: 'Attendance reason',
  breakdown_topic: 'Characteristic',
  breakdown: 'Group of pupils',
  headline_rate: 'Headline rate',
};
/** Named in the row of the filter that they group, and not in one of their own. */
const GROUPING: Readonly<Record<string, string>> = {
  attendance_type: 'attendance_status',
  attendance_reason: 'attendance_type',
  breakdown: 'breakdown_topic',
};

/** One row for each filter with more than one item, and for each indicator. */
export function metadataRows({ keyColumns, measureColumns, rows, defaults = {} }: Table): string[][] {
  // A column that groups a filter is named in its row. Of three in a chain the first is a filter of its own: standing in no row it would be lost.
  const grouping = new Set(keyColumns.map((column) => GROUPING[column]));
  const groups = new Set(keyColumns.filter((column) => !grouping.has(column)).map((column) => GROUPING[column]));
  const several = columnsWithSeveral(keyColumns, rows);
  const filters = keyColumns.flatMap((column) => {
    const label = FILTERS[column];
    if (label === undefined || groups.has(column) || !several.has(column)) return [];
    return [[column, 'Filter', label, '', '', '', '', GROUPING[column] ?? '', defaults[column] ?? '']];
  });
  const indicators = measureColumns.map((column) => {
    const isRate = /_(perc|percent)$/.test(column);
    return [
      column,
      'Indicator',
      labelOf(column),
      groupingOf(column),
      isRate ? '%' : '',
      decimalsOf(column),
      '',
      '',
      '',
    ];
  });
  return [...filters, ...indicators];
}

/** `reason_i_authorised_illness` becomes “Reason i authorised illness”. */
function labelOf(column: string): string {
  const words = column.replace(/_perc$/, '_percent').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function groupingOf(column: string): string {
  if (/^(total_)?(num_schools|enrolments)$|^school_/.test(column)) return 'Coverage';
  if (/^(enrolment|persistent_absence|severe_absence)_count$/.test(column)) return 'Enrolments';
  return /_(perc|percent)$/.test(column) ? 'Rates' : 'Sessions';
}

/** Means and rates of the wide files are not rounded. */
function decimalsOf(column: string): string {
  if (/_percent$/.test(column)) return '2';
  return /_perc$/.test(column) || column === 'num_schools' || column === 'enrolments' ? '' : '0';
}

/** The columns that have more than one value. Most show it within a few rows. */
function columnsWithSeveral(columns: readonly string[], rows: Table['rows']): ReadonlySet<string> {
  const several = new Set<string>();
  let first: readonly string[] | null = null;
  for (const { keys } of rows) {
    first ??= keys;
    for (const [place, column] of columns.entries()) if (keys[place] !== first[place]) several.add(column);
    if (columns.every((column) => several.has(column) || FILTERS[column] === undefined)) break;
  }
  return several;
}

import { ENGLAND } from '../statistics/area.ts';
import { type CheckedFile, cellReader, type Headline } from './check.ts';

/** The rates that are the headline figures of a week, with their words in the table of revisions. */
export const HEADLINE_RATES = [
  { column: 'attendance_perc', words: 'Attendance' },
  { column: 'overall_absence_perc', words: 'Overall absence' },
  { column: 'authorised_absence_perc', words: 'Authorised absence' },
  { column: 'unauthorised_absence_perc', words: 'Unauthorised absence' },
] as const;

/** A row of weekly figures. */
export interface HeadlineRow extends Headline {
  /** `2026-W41` */
  readonly week: string;
  readonly area: string;
  readonly phase: string;
}

/** One week of an area and phase: `2026-W41|E92000001|Total`. */
export const headlineKey = ({ week, area, phase }: Pick<HeadlineRow, 'week' | 'area' | 'phase'>): string =>
  `${week}|${area}|${phase}`;

/** Reads rows of the wide weekly file. */
export function headlineReader(file: Pick<CheckedFile, 'columns'>): (cells: readonly string[]) => HeadlineRow {
  const reader = (column: string) => cellReader(file as CheckedFile, column);
  const [period, identifier, region, authority, schools] = [
    'time_period',
    'time_identifier',
    'region_code',
    'new_la_code',
    'num_schools',
  ].map(reader);
  const phase = reader(file.columns.includes('school_type') ? 'school_type' : 'education_phase');
  const rates = HEADLINE_RATES.map(({ column }) => [column, reader(column)] as const);
  return (cells) => ({
    week: `${period!(cells)}-W${identifier!(cells).replace('Week ', '').padStart(2, '0')}`,
    area: authority!(cells) || region!(cells) || ENGLAND.code,
    phase: phase(cells),
    schools: schools!(cells),
    rates: new Map(rates.map(([column, read]) => [column, read(cells)])),
  });
}

import { stringify } from 'csv-stringify/sync';
import { absent, possible } from '../../domain/measures/counts.ts';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import { STAMP_COLUMNS, type Stamp, type StampCells, stampCells } from '../stamp.ts';
import { PHASES } from './query.ts';
import type { TalliesFacts } from './report.ts';
import type { GroupWeek } from './withhold.ts';

/** The file's columns. There is none for a school, nor for an area or trust. */
export const TALLY_COLUMNS = [
  'academic_year',
  'week_beginning',
  'phase',
  'schools',
  'possible_sessions',
  'attended_sessions',
  'missed_sessions',
  'authorised_sessions',
  'unauthorised_sessions',
  'attendance_percent',
  'absence_percent',
  'authorised_percent',
  'unauthorised_percent',
  'data',
  ...STAMP_COLUMNS,
] as const;

type TallyRow = Readonly<Record<(typeof TALLY_COLUMNS)[number], string | number>>;

/**
 * A row a week and group: all schools, and each published phase. `c` (confidential, as in the Department's open data) stands
 * where a group has fewer than three schools. Null when there is no week: no such file is made.
 */
export function writeTalliesCsv(
  facts: TalliesFacts,
  invented: boolean,
  stamp: Stamp,
): { csv: string; rows: number } | null {
  const cells = stampCells(stamp);
  const rows = talliesRows(facts, invented, cells);
  if (rows.length === 0) return null;
  const csv = stringify(rows, {
    columns: [...TALLY_COLUMNS],
    header: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  return { csv, rows: rows.length };
}

function talliesRows({ year, weeks }: TalliesFacts, invented: boolean, stamp: StampCells): TallyRow[] {
  return weeks.flatMap(({ week, all, phases }) =>
    [{ phase: 'All', group: all }, ...PHASES.map((phase) => ({ phase, group: phases[phase] }))].flatMap(
      ({ phase, group }) =>
        group === null
          ? []
          : [
              {
                academic_year: year.code,
                week_beginning: week,
                phase,
                ...(group === 'withheld' ? WITHHELD : numbersOf(group)),
                data: invented ? 'invented data' : 'register data',
                ...stamp,
              },
            ],
    ),
  );
}

type Numbers = Omit<TallyRow, 'academic_year' | 'week_beginning' | 'phase' | 'data' | (typeof STAMP_COLUMNS)[number]>;

function numbersOf(group: GroupWeek): Numbers {
  const base = possible(group);
  const percent = (sessions: number) => ratePercent(sessions, base, 1) ?? 'z';
  return {
    schools: group.schools,
    possible_sessions: base,
    attended_sessions: group.attended,
    missed_sessions: absent(group),
    authorised_sessions: group.authorised,
    unauthorised_sessions: group.unauthorised,
    attendance_percent: percent(group.attended),
    absence_percent: percent(absent(group)),
    authorised_percent: percent(group.authorised),
    unauthorised_percent: percent(group.unauthorised),
  };
}

const WITHHELD: Numbers = {
  schools: 'c',
  possible_sessions: 'c',
  attended_sessions: 'c',
  missed_sessions: 'c',
  authorised_sessions: 'c',
  unauthorised_sessions: 'c',
  attendance_percent: 'c',
  absence_percent: 'c',
  authorised_percent: 'c',
  unauthorised_percent: 'c',
};

/** `attendance-tallies-202627.csv`, with `invented-data` in it in the sandbox. */
export const talliesFileName = ({ year }: TalliesFacts, invented: boolean): string =>
  `attendance-tallies-${year.code}${invented ? '-invented-data' : ''}.csv`;

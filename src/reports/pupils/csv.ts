import { stringify } from 'csv-stringify/sync';
import { absenceBand, BANDS } from '../../domain/measures/absence-bands.ts';
import { absent, possible } from '../../domain/measures/counts.ts';
import { isPersistent, isSevere } from '../../domain/measures/persistent-absence.ts';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import { STAMP_COLUMNS, type Stamp, type StampCells, stampCells } from '../stamp.ts';
import { type Choices, choosePupils } from './choices.ts';
import type { PupilRow } from './query.ts';
import type { PupilsFacts } from './report.ts';

/** The file's columns, in order. Snake case, counts end in `_sessions`, as in the Department's open data. */
export const CSV_COLUMNS = [
  'surname',
  'forename',
  'upn',
  'nc_year',
  'attendance_percent',
  'possible_sessions',
  'attended_sessions',
  'missed_sessions',
  'authorised_sessions',
  'unauthorised_sessions',
  'absence_band',
  'persistent_absence',
  'severe_absence',
  'last_day_on_roll',
  'period_from',
  'period_to',
  'school_urn',
  'as_known_at',
  'data',
  ...STAMP_COLUMNS,
] as const;

type CsvRow = Readonly<Record<(typeof CSV_COLUMNS)[number], string | number>>;

/** A file, and how many pupils are in it. */
export interface PupilsFile {
  readonly csv: string;
  readonly rows: number;
}

/**
 * All pupils that the choices leave, in their order, whatever the page: the numbers of the page, one row a pupil. UTF-8 without
 * a byte order mark, CRLF, one header line. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 * Each row says who took the file out and what for. Null when there is nobody to write: no such file is made.
 */
export function writePupilsCsv(facts: PupilsFacts, choices: Choices, stamp: Stamp): PupilsFile | null {
  const cells = stampCells(stamp);
  const rows = choosePupils(facts.pupils, choices).map((row) => csvRow(facts, row, cells));
  if (rows.length === 0) return null;
  const csv = stringify(rows, {
    columns: [...CSV_COLUMNS],
    header: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  return { csv, rows: rows.length };
}

function csvRow(facts: PupilsFacts, row: PupilRow, stamp: StampCells): CsvRow {
  const band = absenceBand(row);
  return {
    surname: row.surname ?? '',
    forename: row.forename ?? '',
    upn: row.upn ?? '',
    nc_year: row.ncYear,
    // z: not applicable, as in the Department's open data.
    attendance_percent: ratePercent(row.attended, possible(row), 1) ?? 'z',
    possible_sessions: possible(row),
    attended_sessions: row.attended,
    missed_sessions: absent(row),
    authorised_sessions: row.authorised,
    unauthorised_sessions: row.unauthorised,
    absence_band: band === null ? 'z' : BANDS[band]!.label,
    persistent_absence: yesNo(isPersistent(row)),
    severe_absence: yesNo(isSevere(row)),
    last_day_on_roll: row.lastDay ?? '',
    period_from: facts.taught?.from ?? '',
    period_to: facts.taught?.to ?? '',
    school_urn: facts.school.urn,
    as_known_at: facts.freshness.lastSucceeded?.startedAt.toISOString() ?? '',
    data: facts.school.invented ? 'invented data' : 'register data',
    ...stamp,
  };
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** `pupils-900001-2026-11-23.csv`, with `invented-data` in it in the sandbox. */
export function csvFileName(facts: PupilsFacts): string {
  const parts = [
    'pupils',
    String(facts.school.urn),
    facts.taught?.to,
    facts.school.invented ? 'invented-data' : undefined,
  ];
  return `${parts.filter((part) => part !== undefined).join('-')}.csv`;
}

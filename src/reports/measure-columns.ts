import { absent, type Counts, possible } from '../domain/measures/counts.ts';
import { isPersistent, isSevere } from '../domain/measures/persistent-absence.ts';
import {
  type Cell,
  countCell,
  type DataColumn,
  type Fraction,
  linkedCountCell,
  numberColumn,
  rateCell,
} from './report-view.ts';

/** Rates of possible sessions, and how many there were: the same columns wherever sessions are shown. */
export const SESSION_COLUMNS: readonly DataColumn[] = [
  numberColumn('attendance', 'Attendance'),
  numberColumn('authorised', 'Authorised absence'),
  numberColumn('unauthorised', 'Unauthorised absence'),
  numberColumn('possible', 'Possible sessions'),
];

/** Rates of possible sessions, absence as a whole among them: where periods or schools stand beside each other. */
export const RATE_COLUMNS: readonly DataColumn[] = [
  numberColumn('attendance', 'Attendance'),
  numberColumn('absence', 'Absence'),
  numberColumn('authorised', 'Authorised absence'),
  numberColumn('unauthorised', 'Unauthorised absence'),
];

/** Cells of `RATE_COLUMNS`. */
export const rateCells = (counts: Counts): Cell[] =>
  [counts.attended, absent(counts), counts.authorised, counts.unauthorised].map((sessions) =>
    rateCell(sessions, possible(counts)),
  );

/** Pupils, and how many of them are persistently and severely absent. */
export const PUPIL_COLUMNS: readonly DataColumn[] = [
  numberColumn('pupils', 'Pupils'),
  numberColumn('persistent', 'Persistent absence'),
  numberColumn('severe', 'Severe absence'),
];

/** Cells of `SESSION_COLUMNS`. */
export function sessionCells(counts: Counts): Cell[] {
  const base = possible(counts);
  return [
    rateCell(counts.attended, base),
    rateCell(counts.authorised, base),
    rateCell(counts.unauthorised, base),
    countCell(base),
  ];
}

/**
 * Cells of `PUPIL_COLUMNS`.
 * @param pupils each pupil's own sessions
 * @param href the list of these pupils
 */
export function pupilCells(pupils: readonly Counts[], href?: string): Cell[] {
  return [
    linkedCountCell(pupils.length, href),
    rateCell(pupils.filter(isPersistent).length, pupils.length),
    rateCell(pupils.filter(isSevere).length, pupils.length),
  ];
}

/** The attendance rate of some sessions. */
export const attendanceOf = (counts: Counts): Fraction => ({
  numerator: counts.attended,
  denominator: possible(counts),
});

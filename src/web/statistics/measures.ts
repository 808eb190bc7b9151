import { POSSIBLE } from '../../domain/statistics/columns.ts';
import { type Figure, figureOf, type WideFile, type WideKey } from '../../publish/released/wide-file.ts';

/** A rate of possible sessions, as the wide files have it. */
export interface SessionMeasure {
  readonly key: string;
  /** `Authorised absence` */
  readonly text: string;
  readonly rate: string;
  /** The count of sessions that it is made from. */
  readonly count: string;
}

export const SESSION_MEASURES: readonly SessionMeasure[] = [
  { key: 'attendance', text: 'Attendance', rate: 'attendance_perc', count: 'overall_attendance' },
  { key: 'absence', text: 'Absence', rate: 'overall_absence_perc', count: 'overall_absence' },
  { key: 'authorised', text: 'Authorised absence', rate: 'authorised_absence_perc', count: 'authorised_absence' },
  {
    key: 'unauthorised',
    text: 'Unauthorised absence',
    rate: 'unauthorised_absence_perc',
    count: 'unauthorised_absence',
  },
];
export const [ATTENDANCE, ABSENCE, AUTHORISED, UNAUTHORISED] = SESSION_MEASURES as [
  SessionMeasure,
  SessionMeasure,
  SessionMeasure,
  SessionMeasure,
];

/** A rate with what it is made from. */
export interface Rate {
  readonly percent: Figure;
  readonly numerator: Figure;
  readonly denominator: Figure;
}

export const rateOf = (file: WideFile, key: WideKey, { rate, count }: SessionMeasure): Rate => ({
  percent: figureOf(file, key, rate),
  numerator: figureOf(file, key, count),
  denominator: figureOf(file, key, POSSIBLE),
});

/** Schools and pupils that a rate is of, as means of the days. */
export const coverageOf = (file: WideFile, key: WideKey) => ({
  schools: figureOf(file, key, 'num_schools'),
  enrolments: figureOf(file, key, 'enrolments'),
});

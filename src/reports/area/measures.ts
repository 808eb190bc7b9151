import type { Counts } from '../../domain/measures/counts.ts';
import { SESSION_COLUMNS, sessionCells } from '../measure-columns.ts';
import { type Cell, countCell, type DataColumn, type Fraction, numberColumn, rateCell } from '../report-view.ts';
import type { SchoolFigures } from './figures.ts';

/** Sessions, and pupils by absence band. */
export type Measured = Counts & Pick<SchoolFigures, 'enrolments'>;

/** The columns that every table of schools or groups has. */
export const MEASURE_COLUMNS: readonly DataColumn[] = [
  ...SESSION_COLUMNS,
  numberColumn('pupils', 'Pupils'),
  numberColumn('persistent', 'Persistently absent'),
  numberColumn('severe', 'Severely absent'),
];

/** Cells for `MEASURE_COLUMNS`. Bands from the third on are persistent absence, the last severe. */
export function measureCells(figures: Measured): Cell[] {
  const { enrolments } = figures;
  const pupils = pupilsOf(figures);
  const { numerator } = persistentOf(figures);
  return [...sessionCells(figures), countCell(pupils), rateCell(numerator, pupils), rateCell(enrolments[10]!, pupils)];
}

/** Pupils with a possible session, each once at each school. */
export const pupilsOf = ({ enrolments }: Pick<SchoolFigures, 'enrolments'>): number => sum(enrolments);

export const persistentOf = (figures: Pick<SchoolFigures, 'enrolments'>): Fraction => ({
  numerator: sum(figures.enrolments.slice(2)),
  denominator: pupilsOf(figures),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

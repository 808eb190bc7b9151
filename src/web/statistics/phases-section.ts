import type { DataSet } from '../../publish/released/data-set.ts';
import type { WideArea, WideFile } from '../../publish/released/wide-file.ts';
import type { RowView } from '../../reports/view-table.ts';
import { ALL_AND_PHASES, hasRow, phaseWords } from './area-figures.ts';
import { coverageOf, rateOf, SESSION_MEASURES } from './measures.ts';
import { findRows, pupilMeasuresOf, pupilRate, tidyPhase } from './pupil-rates.ts';
import { countCell, rateCell, type StatTable } from './stat-table.ts';
import { periodWords } from './time-words.ts';

/**
 * The rates of an area and time by type of school, each with its base, and the schools and pupils that they are of. Up to 2024/25 authorities have no
 * column of all schools.
 * @param persistent the tidy file of persistent absence, for the year to date
 */
export function phasesTable(
  file: WideFile,
  area: WideArea,
  period: string,
  id: string,
  persistent: DataSet | null = null,
): StatTable {
  const keys = ALL_AND_PHASES.map((phase) => ({ area: area.code, phase, period })).filter(
    (key) => key.phase !== 'Total' || hasRow(file, key),
  );
  const coverage = keys.map((key) => coverageOf(file, key));
  const row = (head: string, cells: RowView['cells']): RowView => ({ head, href: null, cells });
  const sessions = SESSION_MEASURES.map((measure) =>
    row(
      measure.text,
      keys.map((key) => rateCell(rateOf(file, key, measure))),
    ),
  );
  return {
    id,
    caption: `${area.name} by type of school, ${periodWords(period)}`,
    heads: ['Measure', ...keys.map(({ phase }) => phaseWords(phase))],
    rows: [
      ...sessions,
      ...(persistent ? pupilRows(persistent, keys) : []),
      row(
        'Schools',
        coverage.map(({ schools }) => countCell(schools)),
      ),
      row(
        'Pupils',
        coverage.map(({ enrolments }) => countCell(enrolments)),
      ),
    ],
    note: noteOf(persistent),
  };
}

function pupilRows(set: DataSet, keys: readonly { readonly area: string; readonly phase: string }[]): RowView[] {
  const rows = keys.map(
    ({ area, phase }) => findRows(set, area, { education_phase: tidyPhase(phase), time_frame: 'Year to date' })[0],
  );
  return pupilMeasuresOf(set).map((measure) => ({
    head: measure.text,
    href: null,
    cells: rows.map((found) => rateCell(pupilRate(set, found, measure))),
  }));
}

function noteOf(persistent: DataSet | null): string {
  const pupils = persistent
    ? pupilMeasuresOf(persistent).map(
        ({ text, words }) => `${text}: pupils who ${words}, of all with a possible session.`,
      )
    : [];
  return [
    'Under each rate: sessions of all possible sessions.',
    ...pupils,
    'Schools and pupils are means of the days.',
  ].join(' ');
}

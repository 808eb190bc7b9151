/** What can be wrong with a file of counts, by name. */
export const PROBLEMS = {
  'column-unknown': 'the file has a column that no file of daily or weekly counts is known to have',
  'column-missing': 'the file lacks a column without which nothing can be worked out',
  'column-repeated': 'a column stands twice in the file',
  'row-short': 'a row has fewer or more cells than the header',
  'row-repeated': 'two rows are of the same area, phase and time',
  'row-missing':
    'a nation or region lacks one of its phases, so that no total of all schools can be made; of a day on which none of its areas has the phase no row is missing, since no school of it was open',
  'text-unreadable': 'the name of an area has letters that are not in UTF-8',
  'area-unknown': 'a code of an area is in no list',
  'area-changed': 'an authority has two codes, or lies in two regions, within the file',
  'level-unknown': 'a geographic level is none that is published',
  'phase-unknown': 'a phase is none that is collected',
  'time-unreadable': 'a date, or the name of a period, cannot be read',
  'time-outside': 'a row is of another academic year',
  'count-unreadable': 'a count is no whole number and no symbol',
  'count-negative': 'a count is below zero',
  'count-impossible': 'counts of one row do not add up',
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** Something wrong in a file, and where. */
export interface Problem {
  readonly name: ProblemName;
  /** From 1, the header. */
  readonly line: number;
  /** Null when it is about the whole row. */
  readonly column: string | null;
  readonly why: string;
}

/** `row-repeated, line 12: …`; `count-negative, line 3, column enrolments: …` */
export const sayProblem = ({ name, line, column, why }: Problem): string =>
  `${name}, line ${line}${column === null ? '' : `, column ${column}`}: ${why}`;

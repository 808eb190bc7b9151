import type { Characteristics } from '../domain/pupils/characteristics.ts';
import { type PupilYear, pupilYear, type SchoolYear } from '../domain/register/school-year.ts';
import { academicYear } from '../domain/sessions/academic-year.ts';
import { daysBetween } from '../domain/sessions/dates.ts';
import type { DataTable, ReportBody } from './report-view.ts';
import { chosenOf, type ReportFacts } from './school-report.ts';
import { type PageChoice, type Query, readSelection } from './selection/selection.ts';

/** A pupil of year 7; marks by the Monday of their week. */
export interface FactsPupil {
  readonly is?: Partial<Characteristics>;
  readonly weeks: Readonly<Record<string, string>>;
}

const YEAR = academicYear(2026);
const NOW = new Date('2026-11-23T17:00:00Z');
const RUN = {
  kind: 'complete',
  outcome: 'succeeded',
  complete: true,
  startedAt: new Date('2026-11-23T16:30:00Z'),
  finishedAt: null,
  heldDate: '2026-11-23',
  heldHalf: 'PM',
  error: null,
} as const;
const SAME_FOR_ALL: Characteristics = {
  ncYear: '7',
  gender: 'F',
  ethnicity: 'WBRI',
  lookedAfter: false,
  previouslyLookedAfter: false,
  senSupport: false,
  ehcPlan: false,
  freeSchoolMeals: false,
};

/** Facts of a school in 2026/27 as a report gets them, without a database. */
export function factsOf(
  pupils: readonly FactsPupil[],
  {
    query = {},
    choices = [],
    sensitive = false,
  }: { query?: Query; choices?: readonly PageChoice[]; sensitive?: boolean } = {},
): ReportFacts {
  const profiles = new Map(pupils.map(({ is }, index) => [index, { ...SAME_FOR_ALL, ...is }]));
  const schoolYear: SchoolYear = { urn: 900001, year: YEAR, profiles, pupils: pupils.map(pupilOf) };
  const selection = readSelection(query, choices);
  return {
    school: { urn: 900001, name: 'Test School (invented)', invented: true, agreement: 'receiving', mis: 'Arbor' },
    freshness: { last: RUN, lastSucceeded: RUN },
    now: NOW,
    firstCollected: new Date('2026-09-01T16:30:00Z'),
    selection,
    knownAt: null,
    sensitive,
    schoolYear,
    ...chosenOf(schoolYear, selection),
  };
}

function pupilOf({ weeks }: FactsPupil, index: number): PupilYear {
  const marks: string[] = [];
  for (const [monday, week] of Object.entries(weeks)) marks[daysBetween(YEAR.start, monday) / 7] = week;
  return pupilYear(index + 1, Array.from(marks, (week) => week ?? '.'.repeat(14)).join(''), [[0, index]]);
}

/** A table of a page, as its texts would be compared: the whole numbers of each row by the keys of their columns. */
export function tableOf(body: Pick<ReportBody, 'sections'>, id: string): DataTable {
  return body.sections.flatMap(({ tables }) => tables).find((table) => table.id === id)!;
}

/** Rows by key: counts as they are, rates as `numerator/denominator`, gaps as both, words and nothing as their text. */
export function numbersOf({ rows }: DataTable): Record<string, (number | string)[]> {
  return Object.fromEntries(
    rows.map(({ key, cells }) => [
      key,
      cells.map((cell) => {
        if (cell.kind === 'count') return cell.value;
        if (cell.kind === 'rate') return `${cell.numerator}/${cell.denominator}`;
        if (cell.kind === 'gap')
          return `${cell.of.numerator}/${cell.of.denominator}-${cell.than.numerator}/${cell.than.denominator}`;
        if (cell.kind === 'about') return cell.percent;
        return cell.kind === 'words' ? cell.text : cell.why;
      }),
    ]),
  );
}

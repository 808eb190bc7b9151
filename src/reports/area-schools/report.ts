import type { Counts } from '../../domain/measures/counts.ts';
import { readSchoolFigures, readYearWeeks, type SchoolFigures } from '../area/figures.ts';
import { fullWeeks, mondayOfNumber } from '../area/full-weeks.ts';
import { readOnRoll } from '../area/query.ts';
import type { AreaParts, AreaReport } from '../area-report.ts';
import { viewAreaSchools } from './view.ts';

/** What the table of schools is made from. */
export interface AreaSchoolsFacts {
  readonly figures: ReadonlyMap<number, SchoolFigures>;
  /** Weeks of the academic year before, by school; schools without any are left out. */
  readonly lastYear: ReadonlyMap<number, ReadonlyMap<number, Counts>>;
  /** Pupils with a mark that can be read, of pupils on roll, in the last full week. */
  readonly coverage: ReadonlyMap<number, { readonly week: string; readonly marked: number; readonly onRoll: number }>;
}

/** Every school at once: where to look first, and how old each school's data are. */
export const areaSchools: AreaReport<AreaSchoolsFacts> = {
  name: 'Schools',
  path: '/schools',
  names: false,
  more: readAreaSchoolsFacts,
  view: viewAreaSchools,
};

async function readAreaSchoolsFacts({ transaction, facts }: AreaParts): Promise<AreaSchoolsFacts> {
  const { asked, year, schools, period } = facts;
  const figures = await readSchoolFigures(transaction, asked);
  const lastYear = await readYearWeeks(transaction, asked, year.startYear - 1);
  const weeks = schools.flatMap((school) => {
    const own = facts.weeks.get(school.urn);
    if (!own) return [];
    const number = fullWeeks(school, { weeks: own }, year, period).at(-1);
    return number === undefined ? [] : [{ urn: school.urn, number, week: mondayOfNumber(year, number) }];
  });
  const onRoll = await readOnRoll(transaction, weeks);
  const coverage = new Map(
    weeks.map(({ urn, number, week }) => [
      urn,
      { week, marked: facts.weeks.get(urn)!.get(number)!.marked, onRoll: onRoll.get(urn) ?? 0 },
    ]),
  );
  return { figures, lastYear, coverage };
}

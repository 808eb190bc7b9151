import { findYearToDate } from '../../access/year-to-date.ts';
import { countEveryPupil } from '../../domain/measures/count-year.ts';
import { profileAt } from '../../domain/register/school-year.ts';
import type { AcademicYear } from '../../domain/sessions/academic-year.ts';
import { SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import { type Database, type Scope, withScope } from '../../store/database.ts';
import type { FreshnessFacts, SchoolFacts } from '../freshness/query.ts';
import { type ReportFacts, readReportFacts } from '../school-report.ts';
import { scopeOfSchool } from '../scope-of-school.ts';
import { readSelection, type Selection } from '../selection/selection.ts';
import type { SelectionFacts } from '../selection/view-selection.ts';
import { type ListedPupil, type PupilRow, readListed } from './query.ts';

/** A school's pupils with their sessions of a period, which is the year to date unless another was chosen. */
export interface PupilsFacts {
  readonly school: SchoolFacts;
  readonly freshness: FreshnessFacts;
  readonly now: Date;
  readonly year: AcademicYear;
  /** First and last day of the period with a possible session; null without one. */
  readonly taught: { readonly from: string; readonly to: string } | null;
  readonly pupils: readonly PupilRow[];
  /** Under which marks of the year lie: the school's own, shown here, and those of predecessors. */
  readonly urns: readonly number[];
  /** What was chosen besides the list's own filters, as it is in force. */
  readonly chosen?: ChosenFacts;
}

/** What was chosen, and what the form that changes it needs to know. */
export type ChosenFacts = SelectionFacts & Pick<ReportFacts, 'period' | 'knownAt'>;

/**
 * Reads a school's pupils within the viewer's scope: everyone on roll, or with marks in the academic year. Null when the school is
 * not in the scope, or not in the list of schools.
 * @param also groups, period, definition and past date; population and year group are the list's own filters
 */
export async function readPupilList(
  database: Database,
  scope: Scope,
  urn: number,
  now: Date,
  also: Selection = readSelection({}),
): Promise<PupilsFacts | null> {
  if (!scope.urns.includes(urn)) return null;
  const own = scopeOfSchool(scope, urn);
  const facts = await withScope(database, own, async (transaction) => {
    const selection: Selection = { ...also, population: 'all' };
    const report = await readReportFacts(transaction, own, { urn, selection, now });
    return report && { report, listed: await readListed(transaction, urn) };
  });
  if (!facts) return null;
  const { report, listed } = facts;
  const { school, freshness, schoolYear, days, period } = report;
  const { urns } = await findYearToDate(database, own, urn, schoolYear.year.start);
  const taught = days.filter((day) => day >= period.from && day <= period.to);
  return {
    school,
    freshness,
    now,
    year: schoolYear.year,
    taught: taught.length === 0 ? null : { from: taught[0]!, to: taught.at(-1)! },
    pupils: rowsOf(report, listed),
    urns,
    chosen: chosenFacts(report),
  };
}

const chosenFacts = ({
  selection,
  hasStatistical,
  population,
  sensitive,
  period,
  knownAt,
  schoolYear,
}: ReportFacts): ChosenFacts => ({
  selection,
  hasStatistical,
  population,
  sensitive,
  period,
  knownAt,
  schoolYear: { profiles: schoolYear.profiles },
});

/**
 * The year group is the one of the pupil's last register week of the period, as in all figures; without one, the pupil's own now.
 */
function rowsOf({ schoolYear, choice, knownAt }: ReportFacts, listed: readonly ListedPupil[]): PupilRow[] {
  const counts = new Map(
    countEveryPupil(schoolYear, { ...choice, includes: () => true }).map((own) => [own.pupil, own]),
  );
  const years = new Map(schoolYear.pupils.map((pupil) => [pupil.pupil, pupil]));
  const lastWeek = Math.floor((choice.to - 1) / SESSIONS_A_WEEK);
  return listed.flatMap(({ profile, onRoll, ...pupil }): PupilRow[] => {
    const year = years.get(pupil.id);
    // As known on a past day, the year's marks of a pupil may not have been there yet.
    const hasMarks = year !== undefined && (knownAt === null || /[^.]/.test(year.marks));
    if (!hasMarks && !onRoll) return [];
    const is = schoolYear.profiles.get((year && profileAt(year, lastWeek)) ?? profile)!;
    const { attended, authorised, unauthorised } = counts.get(pupil.id) ?? NO_SESSIONS;
    const row = { ...pupil, ncYear: is.ncYear, attended, authorised, unauthorised };
    return [choice.includes(is) ? row : { ...row, outside: true }];
  });
}

const NO_SESSIONS = { attended: 0, authorised: 0, unauthorised: 0 };

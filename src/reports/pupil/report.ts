import { findYearToDate } from '../../access/year-to-date.ts';
import { hideSensitive, hideSensitiveChanges } from '../../domain/codes/sensitive-marks.ts';
import type { SchoolYear } from '../../domain/register/school-year.ts';
import { type AcademicYear, academicYearOf } from '../../domain/sessions/academic-year.ts';
import { addDays, daysBetween, SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { type Database, type Scope, withScope } from '../../store/database.ts';
import { type FreshnessFacts, readSchool, type SchoolFacts } from '../freshness/query.ts';
import { readReportFacts } from '../school-report.ts';
import { readLatestSchoolDay } from '../school-year/query.ts';
import { scopeOfSchool } from '../scope-of-school.ts';
import { readSelection, type Selection } from '../selection/selection.ts';
import {
  type PupilChange,
  type PupilEnrolment,
  type PupilIdentity,
  type PupilWeek,
  readLatestWeek,
  readPupil,
  readPupilChanges,
  readPupilEnrolments,
  readPupilWeeks,
  readSensitiveItems,
  type SensitiveItems,
} from './query.ts';
import { type YearGroup, yearGroupOf } from './year-group.ts';

/** One pupil's register of an academic year, as it stands. */
export interface PupilFacts {
  readonly school: SchoolFacts;
  readonly freshness: FreshnessFacts;
  readonly now: Date;
  readonly pupil: PupilIdentity;
  readonly year: AcademicYear;
  readonly weeks: readonly PupilWeek[];
  readonly enrolments: readonly PupilEnrolment[];
  readonly changes: readonly PupilChange[];
  /** Null without the right to see them; code Y5 is then shown with Y7 in weeks and changes. */
  readonly sensitive: SensitiveItems | null;
  /** Under which marks of the year lie: the school's own, shown here, and those of predecessors. */
  readonly urns: readonly number[];
  /** The past time at which the marks were known; nothing: now. */
  readonly knownAt?: Date | null;
  /** The rest of the pupil's year group over the same academic year; nothing where there is nobody else. */
  readonly yearGroup?: YearGroup | null;
}

/**
 * Reads one pupil within the viewer's scope: the school's academic year in progress, or the pupil's own last one with a mark.
 * Null when there is no such school or pupil, or the school is not in the scope.
 * @param known the day at whose end the marks were known; null: now
 */
export async function readPupilReport(
  database: Database,
  scope: Scope,
  urn: number,
  id: number,
  now: Date,
  known: string | null = null,
): Promise<PupilFacts | null> {
  if (!scope.urns.includes(urn)) return null;
  const own = scopeOfSchool(scope, urn);
  const facts = await withScope(database, own, async (transaction) => {
    const school = await readSchool(transaction, urn);
    const pupil = school && (await readPupil(transaction, urn, id));
    if (!school || !pupil) return null;
    const last = (await readLatestWeek(transaction, urn, id)) ?? (await readLatestSchoolDay(transaction, urn, null));
    const year = academicYearOf(last ?? londonDate(now));
    const mondays = mondaysOf(year);
    const selection: Selection = { ...readSelection({}), on: year.start, known };
    const report = (await readReportFacts(transaction, own, { urn, selection, now }))!;
    const { knownAt, schoolYear } = report;
    const changes = await readPupilChanges(transaction, urn, id, mondays);
    return {
      school,
      freshness: report.freshness,
      now,
      pupil,
      year,
      weeks: knownAt === null ? await readPupilWeeks(transaction, urn, id, mondays) : weeksOf(schoolYear, id),
      enrolments: await readPupilEnrolments(transaction, urn, id),
      changes: changes.filter(({ seenAt }) => knownAt === null || seenAt <= knownAt),
      sensitive: scope.sensitive ? await readSensitiveItems(transaction, urn, id) : null,
      knownAt,
      yearGroup: yearGroupOf(schoolYear, id),
    };
  });
  if (facts === null) return null;
  const { urns } = await findYearToDate(database, own, urn, facts.year.start);
  return { ...facts, ...(!scope.sensitive && hideSensitiveIn(facts)), urns };
}

const hideSensitiveIn = ({ weeks, changes }: Pick<PupilFacts, 'weeks' | 'changes'>) => ({
  weeks: weeks.map((week) => ({ ...week, marks: hideSensitive(week.marks) })),
  changes: hideSensitiveChanges(changes, weeks),
});

/** The pupil's weeks with a mark. */
const weeksOf = ({ year, pupils }: SchoolYear, id: number): PupilWeek[] => {
  const marks = pupils.find(({ pupil }) => pupil === id)?.marks ?? '';
  return mondaysOf(year)
    .map((week, index) => ({ week, marks: marks.slice(index * SESSIONS_A_WEEK, (index + 1) * SESSIONS_A_WEEK) }))
    .filter((week) => /[^.]/.test(week.marks));
};

const mondaysOf = ({ start, end }: AcademicYear): string[] =>
  Array.from({ length: (daysBetween(start, end) + 1) / 7 }, (_, index) => addDays(start, index * 7));

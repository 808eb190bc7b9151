import { findYearToDate } from '../../access/year-to-date.ts';
import { hideSensitiveChanges } from '../../domain/codes/sensitive-marks.ts';
import type { SchoolYear } from '../../domain/register/school-year.ts';
import { type AcademicYear, academicYear } from '../../domain/sessions/academic-year.ts';
import { addDays, daysBetween, SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import { type Database, type Scope, withScope } from '../../store/database.ts';
import type { FreshnessFacts, SchoolFacts } from '../freshness/query.ts';
import { readReportFacts } from '../school-report.ts';
import { scopeOfSchool } from '../scope-of-school.ts';
import { readSelection } from '../selection/selection.ts';
import {
  type PupilChange,
  type PupilEnrolment,
  type PupilIdentity,
  type PupilWeek,
  readPupil,
  readPupilChanges,
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
    const found = await readPupil(transaction, urn, id);
    if (!found) return null;
    const { latestYear } = found;
    const on = latestYear === null ? null : academicYear(latestYear).start;
    const report = await readReportFacts(transaction, own, {
      urn,
      selection: { ...readSelection({}), on, known },
      now,
    });
    if (!report) return null;
    const { school, freshness, knownAt, schoolYear } = report;
    const weeks = weeksOf(schoolYear, id);
    const changes = (await readPupilChanges(transaction, urn, id, schoolYear.year)).filter(
      ({ seenAt }) => knownAt === null || seenAt <= knownAt,
    );
    return {
      school,
      freshness,
      now,
      pupil: found.pupil,
      year: schoolYear.year,
      weeks,
      enrolments: found.enrolments,
      changes: scope.sensitive ? changes : hideSensitiveChanges(changes, weeks),
      sensitive: scope.sensitive ? await readSensitiveItems(transaction, urn, id) : null,
      knownAt,
      yearGroup: yearGroupOf(schoolYear, id),
    };
  });
  if (facts === null) return null;
  const { urns } = await findYearToDate(database, own, urn, facts.year.start);
  return { ...facts, urns };
}

/** The pupil's weeks with a mark. */
const weeksOf = ({ year, pupils }: SchoolYear, id: number): PupilWeek[] => {
  const marks = pupils.find(({ pupil }) => pupil === id)?.marks ?? '';
  return mondaysOf(year)
    .map((week, index) => ({ week, marks: marks.slice(index * SESSIONS_A_WEEK, (index + 1) * SESSIONS_A_WEEK) }))
    .filter((week) => /[^.]/.test(week.marks));
};

const mondaysOf = ({ start, end }: AcademicYear): string[] =>
  Array.from({ length: (daysBetween(start, end) + 1) / 7 }, (_, index) => addDays(start, index * 7));

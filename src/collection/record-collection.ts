import { NO_MARK } from '../domain/codes/codes.ts';
import { yearBefore } from '../domain/pupils/year-before.ts';
import { ISSUES } from '../domain/quality/issues.ts';
import type { Comparison, PlacedMark } from '../domain/register/compare-register.ts';
import type { MarkGrid } from '../domain/register/mark-grid.ts';
import { academicYearOf } from '../domain/sessions/academic-year.ts';
import { sessionAt } from '../domain/sessions/dates.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import { holdAgreement } from '../store/agreements.ts';
import { finishRun, type PlacedIssue, type Resolvable, type RunCounts, writeIssues } from '../store/collection-runs.ts';
import { type Handle, withScope } from '../store/database.ts';
import { writeEnrolments, writeProfiles, writePupils, writeSourceKeys } from '../store/pupils.ts';
import { rebuildReadModels } from '../store/read-models.ts';
import {
  type RegisterWeek,
  readLastMarkDays,
  replacePlannedMarks,
  writeMarkChanges,
  writeRegister,
} from '../store/register.ts';
import type { CollectionResult, Run } from './collect-school.ts';
import { updateEnrolments } from './enrolments.ts';
import type { MatchedPupil, Matching } from './match-pupils.ts';
import { plannedAfter } from './planned-marks.ts';
import type { Roll } from './source.ts';

/** What a run found and decided, ready to be recorded. */
export interface Findings {
  readonly roll: Roll;
  readonly matching: Matching;
  readonly grid: MarkGrid<number>;
  readonly register: MarkGrid<number>;
  /** Profile of each stored pupil week, by `pupil week`. */
  readonly weekProfiles: ReadonlyMap<string, number>;
  readonly comparison: Comparison;
  readonly removed: readonly PlacedMark[];
  readonly complete: boolean;
  readonly issues: readonly PlacedIssue[];
  readonly refused: number;
}

/**
 * Records a run in one transaction, in which the school's agreement is held: pupils, register, what was replaced, marks in
 * advance, issues, the read models touched, and the run itself. All of it or nothing.
 */
export async function recordCollection(run: Run, found: Findings): Promise<CollectionResult> {
  const { urn, clock, runId, before, startedAt } = run;
  const profileOf = new Map(before.pupils.map(({ id, profile }) => [id, profile]));
  for (const { id, pupil } of found.matching.pupils) profileOf.set(id, before.profiles.numberOf(pupil.characteristics));
  const weeks = registerWeeks(found, (pupil, week) => profileInYear(run, profileOf.get(pupil)!, week));
  const changes = [
    ...found.comparison.changes,
    ...found.removed.map((place) => ({ ...place, was: found.register.week(place.week, place.pupil)![place.session]! })),
  ];
  const planned = plannedAfter(run.plan, before.planned, found.comparison.planned);
  const counts: RunCounts = {
    pupils: found.roll.rows.filter(({ onRoll }) => onRoll).length,
    marks_read: found.comparison.counts.read,
    marks_new: found.comparison.counts.new,
    changed: found.comparison.counts.changed,
    unchanged: found.comparison.counts.unchanged,
    removed: found.removed.length,
    planned: planned.length,
    late: found.comparison.late.length,
    refused: found.refused,
  };
  await withScope(run.collector, [urn], async (transaction) => {
    if (!(await holdAgreement(transaction, urn)))
      throw new RollcallError(
        'not-agreed',
        `School ${urn} opted out while it was being collected. Nothing was recorded.`,
      );
    await writeProfiles(transaction, urn, before.profiles.added);
    await writePupils(
      transaction,
      urn,
      startedAt,
      found.matching.pupils.map((matched) => storedPupil(matched, profileOf)),
    );
    await writeSourceKeys(transaction, urn, run.source.name, found.matching.newKeys);
    await writeRegister(transaction, urn, weeks);
    await writeMarkChanges(transaction, urn, startedAt, changes);
    await replacePlannedMarks(transaction, urn, planned);
    await writeEnrolments(transaction, urn, await enrolmentsAfter(transaction, run, found));
    await writeIssues(transaction, urn, startedAt, found.issues, resolvable(run, found.complete));
    await rebuildReadModels(transaction, urn, [...new Set(weeks.map(({ week }) => week))], before.profiles.all);
    await finishRun(transaction, urn, runId, {
      finishedAt: clock.now(),
      outcome: 'succeeded',
      complete: found.complete && run.plan.kind !== 'range',
      counts,
    });
  });
  return {
    urn,
    outcome: 'succeeded',
    kind: run.plan.kind,
    complete: found.complete,
    counts,
    issues: found.issues.length,
  };
}

/** A pupil's profile in a week of an earlier academic year: sources give the present NC year only, so it is counted back. */
function profileInYear({ before: { profiles }, startedAt }: Run, profile: number, week: string): number {
  const years = academicYearOf(londonDate(startedAt)).startYear - academicYearOf(week).startYear;
  const now = profiles.all.get(profile)!;
  const ncYear = yearBefore(now.ncYear, years) ?? now.ncYear;
  return ncYear === now.ncYear ? profile : profiles.numberOf({ ...now, ncYear });
}

const storedPupil = ({ id, pupil }: MatchedPupil, profileOf: ReadonlyMap<number, number>) => ({
  id,
  forename: pupil.forename,
  surname: pupil.surname,
  upn: pupil.upn,
  profile: profileOf.get(id)!,
});

/** The pupil weeks to write: the comparison's, less the marks removed. A week keeps its profile unless its last session is new. */
function registerWeeks(found: Findings, profileIn: (pupil: number, week: string) => number): RegisterWeek[] {
  const weeks = new Map<string, RegisterWeek>();
  for (const { pupil, week, marks, newest } of found.comparison.weeks) {
    const key = `${pupil} ${week}`;
    const profile = newest ? undefined : found.weekProfiles.get(key);
    weeks.set(key, { pupil, week, marks, profile: profile ?? profileIn(pupil, week) });
  }
  for (const { pupil, week, session } of found.removed) {
    const key = `${pupil} ${week}`;
    const marks = (weeks.get(key)?.marks ?? found.register.week(week, pupil)!).split('');
    marks[session] = NO_MARK;
    weeks.set(key, {
      pupil,
      week,
      marks: marks.join(''),
      profile: weeks.get(key)?.profile ?? found.weekProfiles.get(key)!,
    });
  }
  return [...weeks.values()];
}

async function enrolmentsAfter(handle: Handle, run: Run, found: Findings) {
  const ids = (onRoll: boolean) =>
    new Set(found.matching.pupils.filter(({ pupil }) => pupil.onRoll === onRoll).map(({ id }) => id));
  const { firstMark, lastMark } = markDays([found.grid, found.register], run.plan.held.date);
  // A pupil who is passed over for now (a year that cannot be read) is still there.
  const onRoll = ids(true);
  for (const key of found.roll.passedOver)
    if (found.matching.byKey.has(key)) onRoll.add(found.matching.byKey.get(key)!);
  const gone = run.before.enrolments.filter(({ pupil, lastDay }) => lastDay === null && !onRoll.has(pupil));
  const stored = await readLastMarkDays(
    handle,
    run.urn,
    gone.map(({ pupil }) => pupil),
  );
  for (const [pupil, day] of stored) if (day > (lastMark.get(pupil) ?? '')) lastMark.set(pupil, day);
  return updateEnrolments(run.before.enrolments, onRoll, ids(false), firstMark, lastMark, londonDate(run.startedAt));
}

function markDays(grids: readonly MarkGrid<number>[], through: string) {
  const firstMark = new Map<number, string>();
  const lastMark = new Map<number, string>();
  for (const grid of grids)
    for (const week of grid.weeks)
      for (const pupil of grid.pupils(week)) {
        const marks = grid.week(week, pupil)!;
        for (let session = 0; session < marks.length; session++) {
          if (marks[session] === NO_MARK) continue;
          const { date } = sessionAt(week, session);
          if (date > through) break;
          if (date < (firstMark.get(pupil) ?? '9999')) firstMark.set(pupil, date);
          if (date > (lastMark.get(pupil) ?? '')) lastMark.set(pupil, date);
        }
      }
  return { firstMark, lastMark };
}

/** What a run may close: issues about pupils always, since every run reads the roll; about marks only in the days that it read. */
function resolvable({ plan }: Run, complete: boolean): Resolvable {
  const codes = ISSUES.map(({ code }) => code as string);
  const isOfMarks = (code: string) => code.startsWith('mark-') || code.startsWith('code-') || code.startsWith('read-');
  return {
    always: codes.filter((code) => !isOfMarks(code) && code !== 'mis-changed'),
    inWindow: plan.since === null ? { codes: codes.filter(isOfMarks), from: plan.from, to: plan.to } : null,
    withoutDay: complete && plan.kind !== 'range',
  };
}

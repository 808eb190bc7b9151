import { NO_MARK } from '../domain/codes/codes.ts';
import { ISSUES } from '../domain/quality/issues.ts';
import type { Comparison, PlacedMark } from '../domain/register/compare-register.ts';
import type { MarkGrid } from '../domain/register/mark-grid.ts';
import { sessionAt } from '../domain/sessions/dates.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import { holdAgreement } from '../store/agreements.ts';
import { finishRun, type PlacedIssue, type RunCounts, writeIssues } from '../store/collection-runs.ts';
import { withScope } from '../store/database.ts';
import { writeEnrolments, writeProfiles, writePupils, writeSourceKeys } from '../store/pupils.ts';
import { rebuildReadModels } from '../store/read-models.ts';
import { type RegisterWeek, replacePlannedMarks, writeMarkChanges, writeRegister } from '../store/register.ts';
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
  const weeks = registerWeeks(found, profileOf);
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
    await writeEnrolments(transaction, urn, await enrolmentsAfter(run, found));
    await writeIssues(transaction, urn, startedAt, found.issues, resolvable(found.complete));
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

const storedPupil = ({ id, pupil }: MatchedPupil, profileOf: ReadonlyMap<number, number>) => ({
  id,
  forename: pupil.forename,
  surname: pupil.surname,
  upn: pupil.upn,
  profile: profileOf.get(id)!,
});

/** The pupil weeks to write: the comparison's, less the marks removed. A week keeps its profile unless its last session is new. */
function registerWeeks(found: Findings, profileOf: ReadonlyMap<number, number>): RegisterWeek[] {
  const weeks = new Map<string, RegisterWeek>();
  for (const { pupil, week, marks, newest } of found.comparison.weeks) {
    const key = `${pupil} ${week}`;
    const profile = newest ? profileOf.get(pupil) : found.weekProfiles.get(key);
    weeks.set(key, { pupil, week, marks, profile: profile ?? profileOf.get(pupil)! });
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

async function enrolmentsAfter(run: Run, found: Findings) {
  const ids = (onRoll: boolean) =>
    new Set(found.matching.pupils.filter(({ pupil }) => pupil.onRoll === onRoll).map(({ id }) => id));
  const { firstMark, lastMark } = markDays([found.grid, found.register], run.plan.held.date);
  return updateEnrolments(run.before.enrolments, ids(true), ids(false), firstMark, lastMark, londonDate(run.startedAt));
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

/** A reading by "updated since" knows the whole roll but not all marks, so it closes issues about pupils only. */
function resolvable(complete: boolean): string[] {
  return ISSUES.map(({ code }) => code).filter(
    (code) => complete || (!code.startsWith('mark-') && !code.startsWith('code-') && code !== 'read-incomplete'),
  );
}

import { SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import type { HeldYear } from '../../sandbox/mis/held-year.ts';
import type { SchoolPlan } from '../../sandbox/schools/plan-schools.ts';
import { insertAgreementEvents } from '../../store/agreement-events.ts';
import { NO_SOURCE } from '../../store/agreements.ts';
import { beginRun, finishRun } from '../../store/collection-runs.ts';
import type { Handle } from '../../store/database.ts';
import type { OwnerConnection } from '../../store/owner-connection.ts';
import { ProfileNumbers, writeEnrolments, writeProfiles, writePupils } from '../../store/pupils.ts';
import { rebuildReadModels } from '../../store/read-models.ts';
import type { RegisterWeek } from '../../store/register.ts';

const EMPTY_WEEK = '.'.repeat(SESSIONS_A_WEEK);

export interface Written {
  readonly pupils: number;
  readonly registerWeeks: number;
  readonly marks: number;
}

/**
 * Writes a school's year into the store, as a first collection that came to it would have: register, pupils, read models, the agreement and
 * the run, in one transaction.
 */
export async function writeSchool(
  owner: OwnerConnection,
  plan: SchoolPlan,
  year: HeldYear,
  now: Date,
): Promise<Written> {
  const { urn } = plan;
  const profiles = new ProfileNumbers(new Map());
  const pupils = year.pupils.map(({ person: { forename, surname, upn }, characteristics }, index) => ({
    id: index + 1,
    forename,
    surname,
    upn,
    profile: profiles.numberOf(characteristics),
  }));
  const enrolments = year.pupils.flatMap(({ stays }, index) =>
    stays.map(([firstDay, lastDay]) => ({ pupil: index + 1, firstDay, lastDay })),
  );
  const register = registerOf(year, pupils);
  const marks = register.reduce((sum, each) => sum + countMarks(each.marks), 0);
  await owner.transact(async (transaction, copy) => {
    await writeAgreement(transaction, plan, now);
    const run = await beginRun(transaction, urn, {
      kind: 'first',
      source: NO_SOURCE,
      from: year.from,
      to: year.to,
      startedAt: now,
      held: { date: year.to, half: 'PM' },
    });
    await writeProfiles(transaction, urn, profiles.added);
    await writePupils(transaction, urn, now, pupils);
    await writeEnrolments(transaction, urn, enrolments);
    await copy(urn, register);
    await rebuildReadModels(transaction, urn, year.weeks, profiles.all);
    const none = { changed: 0, unchanged: 0, removed: 0, planned: 0, late: 0, refused: 0 };
    const counts = { ...none, pupils: pupils.length, marks_read: marks, marks_new: marks };
    await finishRun(transaction, urn, run, { finishedAt: now, outcome: 'succeeded', complete: true, counts });
  });
  return { pupils: pupils.length, registerWeeks: register.length, marks };
}

/** In force, with the history that leads there. */
async function writeAgreement(transaction: Handle, { urn, mis }: SchoolPlan, now: Date): Promise<void> {
  const by = { through: 'source-portal', person: null, name: null, organisation: null, wording: null } as const;
  await transaction
    .insertInto('agreement')
    .values({
      school_urn: urn,
      state: 'receiving',
      source: NO_SOURCE,
      mis,
      changed_at: now,
      checked_at: now,
      events: 2,
    })
    .execute();
  await insertAgreementEvents(transaction, urn, [
    { ...by, event: 1, at: now, kind: 'approved-at-source', was: 'not-asked', state: 'agreed', detail: {} },
    { ...by, event: 2, at: now, kind: 'connection', was: 'agreed', state: 'receiving', detail: {} },
  ]);
}

/** Week by week, as daily collections write them: a school's week lies together. Weeks without a mark have no row. */
function registerOf(year: HeldYear, pupils: readonly { id: number; profile: number }[]): RegisterWeek[] {
  return year.weeks.flatMap((week, place) =>
    pupils.flatMap(({ id, profile }, index) => {
      const start = place * SESSIONS_A_WEEK;
      const marks = year.pupils[index]!.marks.toString('latin1', start, start + SESSIONS_A_WEEK);
      return marks === EMPTY_WEEK ? [] : [{ week, pupil: id, profile, marks }];
    }),
  );
}

function countMarks(marks: string): number {
  let count = 0;
  for (let index = 0; index < marks.length; index++) if (marks.charCodeAt(index) !== 46) count++;
  return count;
}

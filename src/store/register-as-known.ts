import { asKnown } from '../domain/register/as-known.ts';
import type { Half } from '../domain/sessions/dates.ts';
import type { Handle } from './database.ts';
import { readMarkChanges, readRegister } from './register.ts';

/** A pupil's week as it was known. */
export interface KnownWeek {
  readonly week: string;
  readonly pupil: number;
  readonly marks: string;
}

/**
 * A school's whole register as it was known at a past time: what the runs of that time had seen, with everything undone that
 * later runs changed, removed or added. Null when no run had succeeded by then: the school was not yet known.
 */
export async function readRegisterAsKnown(handle: Handle, urn: number, at: Date): Promise<KnownWeek[] | null> {
  const held = await heldAt(handle, urn, at);
  if (held === null) return null;
  const { grid } = await readRegister(handle, urn, { from: '2000-01-03', to: '2100-01-04' });
  const changes = Map.groupBy(await readMarkChanges(handle, urn, at), ({ pupil, week }) => `${pupil} ${week}`);
  const known: KnownWeek[] = [];
  for (const week of grid.weeks)
    for (const pupil of grid.pupils(week)) {
      const marks = asKnown(week, grid.week(week, pupil)!, changes.get(`${pupil} ${week}`) ?? [], at, held);
      if (/[^.]/.test(marks)) known.push({ week, pupil, marks });
    }
  return known;
}

/** Through which session the last run before a time saw; null when none had succeeded by then. */
export async function heldAt(handle: Handle, urn: number, at: Date): Promise<{ date: string; half: Half } | null> {
  const run = await handle
    .selectFrom('collection_run')
    .select(['held_date', 'held_half'])
    .where('school_urn', '=', urn)
    .where('outcome', '=', 'succeeded')
    .where('kind', '!=', 'range')
    .where('started_at', '<=', at)
    .orderBy('run_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return run?.held_date && run.held_half ? { date: run.held_date, half: run.held_half } : null;
}

import { sql } from 'kysely';
import { NO_MARK } from '../domain/codes/codes.ts';
import type { Handle } from './database.ts';
import { readProfiles } from './pupils.ts';
import { rebuildReadModels } from './read-models.ts';
import { type RegisterWeek, writeRegister } from './register.ts';

/** Two stored pupils that turned out to be one. */
export interface Merge {
  readonly from: number;
  readonly into: number;
}

/**
 * Makes one pupil of two: the second's keys, marks, changes, enrolments and issues become the first's, whose own marks stand
 * where both have one. For a transaction; the read models of the weeks touched are rebuilt.
 */
export async function mergePupils(handle: Handle, urn: number, { from, into }: Merge): Promise<void> {
  const { rows } = await sql<{ week: string; pupil: number; profile: number; marks: string }>`
    SELECT week, pupil_id AS pupil, profile, marks FROM register_week
    WHERE school_urn = ${urn} AND pupil_id IN (${from}, ${into})`.execute(handle);
  const own = new Map(rows.filter(({ pupil }) => pupil === into).map((row) => [row.week, row]));
  const moved = rows.filter(({ pupil }) => pupil === from).map((row) => join(row, own.get(row.week), into));
  await sql`DELETE FROM register_week WHERE school_urn = ${urn} AND pupil_id = ${from}`.execute(handle);
  await writeRegister(handle, urn, moved);
  await moveRows(handle, urn, 'mark_change', sql`week, session, seen_at, was`, { from, into });
  await moveRows(handle, urn, 'planned_mark', sql`day, half, mark`, { from, into });
  await moveRows(handle, urn, 'enrolment', sql`first_day, last_day`, { from, into });
  for (const table of ['pupil_source_key', 'issue'])
    await sql`UPDATE ${sql.table(table)} SET pupil_id = ${into} WHERE school_urn = ${urn} AND pupil_id = ${from}`.execute(
      handle,
    );
  for (const table of ['enrolment_year', 'pupil_identity', 'pupil'])
    await sql`DELETE FROM ${sql.table(table)} WHERE school_urn = ${urn} AND pupil_id = ${from}`.execute(handle);
  await rebuildReadModels(
    handle,
    urn,
    moved.map(({ week }) => week),
    await readProfiles(handle, urn),
  );
}

function join(row: RegisterWeek, own: RegisterWeek | undefined, pupil: number): RegisterWeek {
  if (!own) return { ...row, pupil };
  const marks = [...own.marks].map((mark, session) => (mark === NO_MARK ? row.marks[session]! : mark));
  return { ...own, marks: marks.join('') };
}

async function moveRows(handle: Handle, urn: number, table: string, columns: ReturnType<typeof sql>, merge: Merge) {
  await sql`INSERT INTO ${sql.table(table)} (school_urn, pupil_id, ${columns})
    SELECT school_urn, ${merge.into}::integer, ${columns} FROM ${sql.table(table)}
    WHERE school_urn = ${urn} AND pupil_id = ${merge.from} ON CONFLICT DO NOTHING`.execute(handle);
  await sql`DELETE FROM ${sql.table(table)} WHERE school_urn = ${urn} AND pupil_id = ${merge.from}`.execute(handle);
}

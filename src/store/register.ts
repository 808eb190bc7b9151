import { sql } from 'kysely';
import { countsOf, NO_MARK } from '../domain/codes/codes.ts';
import { MarkGrid } from '../domain/register/mark-grid.ts';
import { type Half, sessionAt } from '../domain/sessions/dates.ts';
import type { Handle } from './database.ts';

/** A pupil week as it is to stand in the register. */
export interface RegisterWeek {
  readonly pupil: number;
  readonly week: string;
  readonly profile: number;
  readonly marks: string;
}

/** The register of some weeks (Mondays), or of all weeks from one Monday to another, both inclusive. */
export async function readRegister(
  handle: Handle,
  urn: number,
  weeks: { only: readonly string[] } | { from: string; to: string },
): Promise<{ grid: MarkGrid<number>; profiles: Map<string, number> }> {
  const wanted =
    'only' in weeks
      ? sql`week = ANY (${[...weeks.only]}::date[])`
      : sql`week BETWEEN ${weeks.from}::date AND ${weeks.to}::date`;
  const { rows } = await sql<{ week: string; pupil_id: number; profile: number; marks: string }>`
    SELECT week, pupil_id, profile, marks FROM register_week WHERE school_urn = ${urn} AND ${wanted}`.execute(handle);
  const grid = new MarkGrid<number>();
  const profiles = new Map<string, number>();
  for (const row of rows) {
    grid.setWeek(row.week, row.pupil_id, row.marks);
    profiles.set(`${row.pupil_id} ${row.week}`, row.profile);
  }
  return { grid, profiles };
}

/** Writes pupil weeks, one statement, each replacing what stood there. The counts beside the marks are made from them. */
export async function writeRegister(handle: Handle, urn: number, weeks: readonly RegisterWeek[]): Promise<void> {
  if (weeks.length === 0) return;
  const counts = weeks.map(({ marks }) => countsOf(marks));
  await sql`
    INSERT INTO register_week (school_urn, week, pupil_id, profile, marks, attended, authorised, unauthorised)
    SELECT ${urn}::integer, * FROM unnest(
      ${weeks.map(({ week }) => week)}::date[], ${weeks.map(({ pupil }) => pupil)}::integer[], ${weeks.map(({ profile }) => profile)}::smallint[],
      ${weeks.map(({ marks }) => marks)}::text[], ${counts.map(({ attended }) => attended)}::smallint[],
      ${counts.map(({ authorised }) => authorised)}::smallint[], ${counts.map(({ unauthorised }) => unauthorised)}::smallint[])
    ON CONFLICT (school_urn, week, pupil_id) DO UPDATE SET profile = excluded.profile, marks = excluded.marks,
      attended = excluded.attended, authorised = excluded.authorised, unauthorised = excluded.unauthorised`.execute(
    handle,
  );
}

/** Keeps what marks were before `seenAt`. */
export async function writeMarkChanges(
  handle: Handle,
  urn: number,
  seenAt: Date,
  changes: readonly { pupil: number; week: string; session: number; was: string }[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    INSERT INTO mark_change (school_urn, week, pupil_id, session, seen_at, was)
    SELECT ${urn}::integer, week, pupil_id, session, ${seenAt}::timestamptz, was FROM unnest(
      ${changes.map(({ week }) => week)}::date[], ${changes.map(({ pupil }) => pupil)}::integer[],
      ${changes.map(({ session }) => session)}::smallint[], ${changes.map(({ was }) => was)}::text[]) AS change (week, pupil_id, session, was)
    ON CONFLICT DO NOTHING`.execute(handle);
}

export async function readMarkChanges(
  handle: Handle,
  urn: number,
  since: Date,
): Promise<{ week: string; pupil: number; session: number; seenAt: Date; was: string }[]> {
  const { rows } = await sql<{ week: string; pupil: number; session: number; seenAt: Date; was: string }>`
    SELECT week, pupil_id AS pupil, session, seen_at AS "seenAt", was FROM mark_change WHERE school_urn = ${urn} AND seen_at > ${since}`.execute(
    handle,
  );
  return rows;
}

export interface PlannedMark {
  readonly pupil: number;
  readonly date: string;
  readonly half: Half;
  readonly mark: string;
}

export async function readPlannedMarks(handle: Handle, urn: number): Promise<PlannedMark[]> {
  const { rows } =
    await sql<PlannedMark>`SELECT pupil_id AS pupil, day AS date, half, mark FROM planned_mark WHERE school_urn = ${urn}`.execute(
      handle,
    );
  return rows;
}

/** The marks entered in advance are from now on exactly these. */
export async function replacePlannedMarks(handle: Handle, urn: number, planned: readonly PlannedMark[]): Promise<void> {
  await sql`DELETE FROM planned_mark WHERE school_urn = ${urn}`.execute(handle);
  if (planned.length === 0) return;
  await sql`
    INSERT INTO planned_mark (school_urn, pupil_id, day, half, mark)
    SELECT ${urn}::integer, * FROM unnest(${planned.map(({ pupil }) => pupil)}::integer[], ${planned.map(({ date }) => date)}::date[],
      ${planned.map(({ half }) => half)}::text[], ${planned.map(({ mark }) => mark)}::text[])`.execute(handle);
}

/** The last day with a mark of each of these pupils. */
export async function readLastMarkDays(
  handle: Handle,
  urn: number,
  pupils: readonly number[],
): Promise<Map<number, string>> {
  if (pupils.length === 0) return new Map();
  const { rows } = await sql<{ pupil: number; week: string; marks: string }>`
    SELECT DISTINCT ON (pupil_id) pupil_id AS pupil, week, marks FROM register_week
    WHERE school_urn = ${urn} AND pupil_id = ANY (${[...pupils]}::integer[]) AND marks ~ '[^.]'
    ORDER BY pupil_id, week DESC`.execute(handle);
  return new Map(rows.map(({ pupil, week, marks }) => [pupil, sessionAt(week, lastMarked(marks)).date]));
}

const lastMarked = (marks: string) => [...marks].findLastIndex((mark) => mark !== NO_MARK);

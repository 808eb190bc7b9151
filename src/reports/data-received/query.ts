import { sql } from 'kysely';
import { HIDDEN_TOGETHER } from '../../domain/codes/sensitive-marks.ts';
import type { Half } from '../../domain/sessions/dates.ts';
import type { Handle } from '../../store/database.ts';
import type { RunFacts } from '../freshness/query.ts';

export interface RunRow extends RunFacts {
  readonly pupils: number;
  readonly marksRead: number;
  readonly marksNew: number;
  readonly changed: number;
  readonly removed: number;
  readonly planned: number;
  readonly late: number;
  readonly refused: number;
}

export interface IssueRow {
  readonly code: string;
  readonly place: string;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly pupil: number | null;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly times: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** Issues of one rule. */
export interface IssueGroup {
  readonly code: string;
  readonly places: number;
  readonly times: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

export interface MarksRow {
  readonly pupil: number;
  readonly week: string;
  readonly profile: number;
  readonly marks: string;
}

export interface RollRow {
  readonly pupil: number;
  readonly firstDay: string;
  readonly lastDay: string | null;
  readonly profile: number;
}

/** The latest runs, newest first. */
export async function readRuns(handle: Handle, urn: number, most: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    SELECT kind, outcome, complete, started_at AS "startedAt", finished_at AS "finishedAt", held_date AS "heldDate", held_half AS "heldHalf",
      error, pupils, marks_read AS "marksRead", marks_new AS "marksNew", changed, removed, planned, late, refused
    FROM collection_run WHERE school_urn = ${urn}
    ORDER BY started_at DESC, run_id DESC LIMIT ${most}`.execute(handle);
  return rows;
}

/** Changes of either mark that are hidden together into the other, by the moment (milliseconds since 1970) of the run that saw them. */
export async function countHiddenChanges(handle: Handle, urn: number): Promise<Map<number, number>> {
  const hidden = sql`${[...HIDDEN_TOGETHER]}::text[]`;
  const { rows } = await sql<{ seenAt: Date; changes: number }>`
    SELECT seen_at AS "seenAt", count(*)::integer AS changes FROM (
      SELECT seen_at, was, coalesce(
        lead(was) OVER (PARTITION BY change.week, change.pupil_id, session ORDER BY seen_at),
        substr(marks, session + 1, 1)) AS became
      FROM mark_change AS change
      LEFT JOIN register_week AS now ON now.school_urn = ${urn} AND now.week = change.week AND now.pupil_id = change.pupil_id
      WHERE change.school_urn = ${urn}
    ) AS followed
    WHERE was = ANY (${hidden}) AND became = ANY (${hidden}) GROUP BY seen_at`.execute(handle);
  return new Map(rows.map(({ seenAt, changes }) => [seenAt.getTime(), changes]));
}

/** Open issues by rule. */
export async function readIssueGroups(handle: Handle, urn: number): Promise<IssueGroup[]> {
  const { rows } = await sql<IssueGroup>`
    SELECT code, count(*)::integer AS places, sum(times)::integer AS times, min(first_seen_at) AS "firstSeenAt", max(last_seen_at) AS "lastSeenAt"
    FROM issue WHERE school_urn = ${urn} AND resolved_at IS NULL GROUP BY code`.execute(handle);
  return rows;
}

/** The latest open cases of each rule, with the pupil's name where a case is about one pupil. */
export async function readIssueCases(handle: Handle, urn: number, mostOfEach: number): Promise<IssueRow[]> {
  const { rows } = await sql<IssueRow>`
    SELECT code, place, detail, listed.pupil_id AS pupil, forename, surname, times, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt"
    FROM (
      SELECT *, row_number() OVER (PARTITION BY code ORDER BY last_seen_at DESC, day DESC NULLS LAST, place) AS number
      FROM issue WHERE school_urn = ${urn} AND resolved_at IS NULL
    ) AS listed
    LEFT JOIN pupil_identity AS identity ON identity.school_urn = listed.school_urn AND identity.pupil_id = listed.pupil_id
    WHERE number <= ${mostOfEach} ORDER BY code, number`.execute(handle);
  return rows;
}

/** Issues that were put right. */
export async function countResolvedIssues(handle: Handle, urn: number): Promise<number> {
  const { rows } = await sql<{ issues: number }>`
    SELECT count(*)::integer AS issues FROM issue WHERE school_urn = ${urn} AND resolved_at IS NOT NULL`.execute(
    handle,
  );
  return rows[0]!.issues;
}

/** Marks entered in advance whose sessions are still to come, and the last day among them. */
export async function readPlanned(handle: Handle, urn: number): Promise<{ marks: number; lastDay: string | null }> {
  const { rows } = await sql<{ marks: number; lastDay: string | null }>`
    SELECT count(*)::integer AS marks, max(day) AS "lastDay" FROM planned_mark WHERE school_urn = ${urn}`.execute(
    handle,
  );
  return rows[0]!;
}

/** The latest weeks (Mondays) with any mark, newest first. */
export async function readLatestWeeks(handle: Handle, urn: number, most: number): Promise<string[]> {
  const { rows } = await sql<{ week: string }>`
    SELECT week FROM tally_week WHERE school_urn = ${urn} AND pupil_group = 'all' AND counts <> '' ORDER BY week DESC LIMIT ${most}`.execute(
    handle,
  );
  return rows.map(({ week }) => week);
}

/** The last day with a mark of any kind. */
export async function readLastMarkedDay(handle: Handle, urn: number): Promise<{ day: string; half: Half } | null> {
  const { rows } = await sql<{ day: string; half: Half }>`
    SELECT day, half FROM tally_session WHERE school_urn = ${urn} ORDER BY day DESC, half DESC LIMIT 1`.execute(handle);
  return rows[0] ?? null;
}

/** The register of some weeks. It comes in one text a week, a line a pupil (`17 3 /\\/\\…`), since thousands of rows take long to come. */
export async function readMarks(handle: Handle, urn: number, weeks: readonly string[]): Promise<MarksRow[]> {
  const { rows } = await sql<{ week: string; register: string }>`
    SELECT week, string_agg(pupil_id || ' ' || profile || ' ' || marks, E'\n') AS register FROM register_week
    WHERE school_urn = ${urn} AND week = ANY (${[...weeks]}::date[]) GROUP BY week`.execute(handle);
  return rows.flatMap(({ week, register }) =>
    register.split('\n').map((line) => {
      const [pupil, profile, marks] = line.split(' ') as [string, string, string];
      return { pupil: Number(pupil), week, profile: Number(profile), marks };
    }),
  );
}

/** Who was on roll, as seen, on or after a day. */
export async function readRoll(handle: Handle, urn: number, from: string): Promise<RollRow[]> {
  const { rows } = await sql<RollRow>`
    SELECT enrolment.pupil_id AS pupil, first_day AS "firstDay", last_day AS "lastDay", profile FROM enrolment
    JOIN pupil ON pupil.school_urn = enrolment.school_urn AND pupil.pupil_id = enrolment.pupil_id
    WHERE enrolment.school_urn = ${urn} AND (last_day IS NULL OR last_day >= ${from}::date)`.execute(handle);
  return rows;
}

/**
 * NC years by profile. Apart from the rows that have profiles: the planner takes a school to have few of both, and would compare each
 * with each.
 */
export async function readNcYears(handle: Handle, urn: number): Promise<Map<number, string>> {
  const { rows } = await sql<{ years: [number, string][] | null }>`
    SELECT json_agg(json_build_array(profile, nc_year)) AS years FROM profile WHERE school_urn = ${urn}`.execute(
    handle,
  );
  return new Map(rows[0]?.years);
}

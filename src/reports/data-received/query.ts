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

/** What stands beside runs and issues. */
export interface ReceivedTotals {
  /** Issues that were put right. */
  readonly resolved: number;
  /** Marks entered in advance whose sessions are still to come, and the last day among them. */
  readonly planned: { readonly marks: number; readonly lastDay: string | null };
  /** The last session with a mark of any kind; null before the first. */
  readonly lastMarked: { readonly day: string; readonly half: Half } | null;
  /** The latest weeks (Mondays) with any mark, newest first. */
  readonly weeks: readonly string[];
}

/** In one statement: each is found through a key, and a trip costs more than it. @param mostWeeks how many of the latest weeks */
export async function readTotals(handle: Handle, urn: number, mostWeeks: number): Promise<ReceivedTotals> {
  const { rows } = await sql<ReceivedTotals>`
    SELECT (SELECT count(*)::integer FROM issue WHERE school_urn = ${urn} AND resolved_at IS NOT NULL) AS resolved,
      (SELECT json_build_object('marks', count(*), 'lastDay', max(day)) FROM planned_mark WHERE school_urn = ${urn}) AS planned,
      (SELECT json_build_object('day', day, 'half', half) FROM tally_session
        WHERE school_urn = ${urn} ORDER BY day DESC, half DESC LIMIT 1) AS "lastMarked",
      ARRAY(SELECT week::text FROM tally_week
        WHERE school_urn = ${urn} AND pupil_group = 'all' AND counts <> '' ORDER BY week DESC LIMIT ${mostWeeks}) AS weeks`.execute(
    handle,
  );
  return rows[0]!;
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

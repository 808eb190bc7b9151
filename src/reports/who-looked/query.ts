import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';

/** An event as a page needs it. */
export interface EventRow {
  readonly eventId: number;
  readonly at: Date;
  readonly what: string;
  readonly person: string | null;
  readonly name: string | null;
  readonly organisation: string | null;
  readonly schoolUrn: number | null;
  readonly pupilId: number | null;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** JSON */
  readonly detail: string;
  readonly requestId: string | null;
}

/** Null means all. */
export interface EventFilter {
  readonly schoolUrn: number | null;
  readonly what: string | null;
  readonly outcome: EventRow['outcome'] | null;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly since: Date | null;
  /** Not included. */
  readonly until: Date | null;
}

/** Someone who looked at a school's pupils, for one organisation, and how often. */
export interface Looker {
  readonly person: string;
  readonly name: string | null;
  readonly organisation: string | null;
  readonly lastEventId: number;
  readonly lastAt: Date;
  /** Pages and files that were given. */
  readonly looks: number;
  /** Different pupils. */
  readonly pupils: number;
  readonly downloads: number;
  readonly refused: number;
}

/**
 * Events from the newest, or from one on.
 * @param from with `before` the next older ones, with `after` the next newer ones; both in the order newest first
 */
export async function readEvents(
  handle: Handle,
  filter: EventFilter,
  from: { readonly before: number | null; readonly after: number | null },
  most: number,
): Promise<EventRow[]> {
  const conditions = [
    filter.schoolUrn === null ? null : sql`school_urn = ${filter.schoolUrn}`,
    filter.what === null ? null : sql`what = ${filter.what}`,
    filter.outcome === null ? null : sql`outcome = ${filter.outcome}`,
    filter.organisation === null ? null : sql`organisation = ${filter.organisation}`,
    filter.person === null ? null : sql`person = ${filter.person}`,
    filter.since === null ? null : sql`at >= ${filter.since}`,
    filter.until === null ? null : sql`at < ${filter.until}`,
    from.after === null ? null : sql`event_id > ${from.after}`,
    from.before === null ? null : sql`event_id < ${from.before}`,
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`;
  const order = from.after === null ? sql`DESC` : sql`ASC`;
  const { rows } = await sql<EventRow>`
    SELECT event_id AS "eventId", at, what, person, name, organisation, school_urn AS "schoolUrn", pupil_id AS "pupilId", outcome, detail,
      request_id AS "requestId"
    FROM audit_event ${where} ORDER BY event_id ${order} LIMIT ${most}`.execute(handle);
  return from.after === null ? rows : rows.toReversed();
}

/**
 * Who did an event; null when it is not seen, or nobody did.
 * @param schoolUrn the school that the event must be about; null for any
 */
export async function readPersonOf(
  handle: Handle,
  eventId: number,
  schoolUrn: number | null,
): Promise<{ person: string; name: string | null } | null> {
  const ofSchool = schoolUrn === null ? sql`` : sql`AND school_urn = ${schoolUrn}`;
  const { rows } = await sql<{ person: string; name: string | null }>`
    SELECT person, name FROM audit_event WHERE event_id = ${eventId} AND person IS NOT NULL ${ofSchool}`.execute(
    handle,
  );
  return rows[0] ?? null;
}

/** Who looked at a school's pupils since an instant, those who looked most first. */
export async function readLookers(handle: Handle, schoolUrn: number, since: Date): Promise<Looker[]> {
  const { rows } = await sql<Looker>`
    SELECT person, (SELECT name FROM audit_event AS last WHERE last.event_id = "lastEventId") AS name, organisation, "lastEventId", "lastAt",
      looks::integer, pupils::integer, downloads::integer, refused::integer
    FROM (
      SELECT person, organisation, max(event_id) AS "lastEventId", max(at) AS "lastAt", sum(looks) AS looks,
        count(pupil_id) FILTER (WHERE looks > 0) AS pupils, sum(downloads) AS downloads, sum(refused) AS refused
      FROM (
        SELECT person COLLATE "C" AS person, organisation COLLATE "C" AS organisation, pupil_id, max(event_id) AS event_id, max(at) AS at,
          count(*) FILTER (WHERE outcome = 'done') AS looks,
          count(*) FILTER (WHERE outcome = 'done' AND what = 'download') AS downloads,
          count(*) FILTER (WHERE outcome = 'refused') AS refused
        FROM audit_event
        WHERE school_urn = ${schoolUrn} AND at >= ${since} AND person IS NOT NULL
          AND what IN ('pupil-view', 'list-view', 'report-view', 'download', 'refusal')
        GROUP BY 3, 1, 2
      ) AS of_pupil GROUP BY person, organisation
    ) AS looker ORDER BY looks DESC, refused DESC, "lastEventId" DESC`.execute(handle);
  return rows;
}

/** The names that a school's pupils have now; pupils who are no longer held are left out. */
export async function readPupilNames(
  handle: Handle,
  schoolUrn: number,
  pupils: readonly number[],
): Promise<Map<number, { forename: string | null; surname: string | null }>> {
  const { rows } = await sql<{ pupil: number; forename: string | null; surname: string | null }>`
    SELECT pupil_id AS pupil, forename, surname FROM pupil_identity
    WHERE school_urn = ${schoolUrn} AND pupil_id = ANY (${[...pupils]}::integer[])`.execute(handle);
  return new Map(rows.map(({ pupil, ...name }) => [pupil, name]));
}

/** The list's names of organisations, by their names in our tables (`school:900001`); those it does not have are left out. */
export async function readOrganisationNames(handle: Handle, keys: readonly string[]): Promise<Map<string, string>> {
  const ofKind = (kind: string) =>
    keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
  const urns = ofKind('school').map(Number).filter(Number.isSafeInteger);
  const { rows } = await sql<{ key: string; name: string }>`
    SELECT 'school:' || urn AS key, name FROM school WHERE urn = ANY (${urns}::bigint[])
    UNION ALL SELECT 'trust:' || trust_uid, name FROM trust WHERE trust_uid = ANY (${ofKind('trust')}::text[])
    UNION ALL SELECT 'authority:' || la_code, name FROM local_authority WHERE la_code = ANY (${ofKind('authority')}::text[])`.execute(
    handle,
  );
  return new Map(rows.map(({ key, name }) => [key, name]));
}

import { sql } from 'kysely';
import type { Handle } from './database.ts';

/** The last event's number, and the text that the next one is chained to. Before the first event: 0 and an empty text. */
export interface AuditHead {
  readonly eventId: number;
  readonly digest: string;
}

/** An event as its row has it. */
export interface AuditRow {
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
  readonly digest: string;
}

/** A row to be checked: the time to the microsecond, which `Date` would lose, and numbers that may be beyond those of JavaScript. */
export interface AuditRowToCheck extends Omit<AuditRow, 'at' | 'eventId'> {
  readonly eventId: string;
  /** Seconds since 1970, six decimals: `1795435200.000000`. */
  readonly at: string;
}

/** Holds the head until the transaction ends: events are appended one by one. The first makes the row, also when two come at once. */
export async function lockAuditHead(transaction: Handle): Promise<AuditHead> {
  const lock = sql<AuditHead>`SELECT event_id AS "eventId", digest FROM audit_head FOR UPDATE`;
  const { rows } = await lock.execute(transaction);
  if (rows[0]) return rows[0];
  await sql`INSERT INTO audit_head (event_id, digest) VALUES (0, '') ON CONFLICT DO NOTHING`.execute(transaction);
  return (await lock.execute(transaction)).rows[0]!;
}

/** Adds an event and moves the head to it, in one statement. The head must be held. */
export async function insertAuditEvent(transaction: Handle, row: AuditRow, headDigest: string): Promise<void> {
  await sql`
    WITH added AS (
      INSERT INTO audit_event (event_id, at, what, person, name, organisation, school_urn, pupil_id, outcome, detail, request_id, digest)
      VALUES (${row.eventId}, ${row.at}, ${row.what}, ${row.person}, ${row.name}, ${row.organisation}, ${row.schoolUrn}, ${row.pupilId},
        ${row.outcome}, ${row.detail}, ${row.requestId}, ${row.digest})
    )
    UPDATE audit_head SET event_id = ${row.eventId}, digest = ${headDigest}`.execute(transaction);
}

/** Null before the first event. */
export async function readAuditHead(handle: Handle): Promise<AuditHead | null> {
  const { rows } = await sql<AuditHead>`SELECT event_id AS "eventId", digest FROM audit_head`.execute(handle);
  return rows[0] ?? null;
}

/**
 * The next rows to check, in order of their numbers. Under the owner's login, which row-level security does not hold.
 * @param after number of the last row read, as text
 */
export async function readAuditRows(handle: Handle, after: string, most: number): Promise<AuditRowToCheck[]> {
  const { rows } = await sql<AuditRowToCheck>`
    SELECT event_id::text AS "eventId", extract(epoch FROM at)::text AS at, what, person, name, organisation, school_urn AS "schoolUrn",
      pupil_id AS "pupilId", outcome, detail, request_id AS "requestId", digest
    FROM audit_event WHERE event_id > ${after}::bigint ORDER BY event_id LIMIT ${most}`.execute(handle);
  return rows;
}

/**
 * Whether anything shows that the program was started, or that someone has signed in or acted, each of which is on the audit: then
 * an audit of nothing was emptied.
 */
export async function hasTracesOfEvents(handle: Handle): Promise<boolean> {
  const { rows } = await sql<{ traces: boolean }>`
    SELECT EXISTS (SELECT FROM web_session WHERE person IS NOT NULL) OR EXISTS (SELECT FROM right_request)
      OR EXISTS (SELECT FROM agreement) OR EXISTS (SELECT FROM collection_run) OR EXISTS (SELECT FROM right_grant) OR EXISTS (SELECT FROM member WHERE person IS NOT NULL) AS traces`.execute(
    handle,
  );
  return rows[0]!.traces;
}

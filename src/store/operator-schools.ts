import { type RawBuilder, sql } from 'kysely';
import type { StepKind } from '../domain/agreement/agreement.ts';
import { AGREEMENT_STATES, type AgreementState } from '../domain/agreement/agreement-state.ts';
import type { Handle } from './database.ts';
import { STUCK_CONDITIONS, type StuckKind } from './stuck-schools.ts';
import type { Through } from './tables.ts';

/** What a list of schools is narrowed to; null for all. */
export interface SchoolsWanted {
  readonly state: AgreementState | null;
  /** Code of a local authority. */
  readonly area: string | null;
  /** As a source or the school names it; empty for schools whose MIS is not known. */
  readonly mis: string | null;
  readonly stuck: StuckKind | null;
  /** A URN, its beginning, or words of the name; empty for all. */
  readonly search: string;
}

export const SCHOOL_SORTS = ['name', 'area', 'mis', 'state', 'since', 'invited', 'collected'] as const;
export type SchoolSort = (typeof SCHOOL_SORTS)[number];

export interface SchoolsOrder {
  readonly sort: SchoolSort;
  readonly descending: boolean;
}

/** One school in the operator's list. */
export interface ListedSchool {
  readonly urn: number;
  readonly name: string;
  readonly areaName: string | null;
  readonly mis: string | null;
  readonly state: AgreementState;
  readonly since: Date | null;
  readonly kind: StepKind | null;
  readonly through: Through | null;
  readonly by: string | null;
  readonly invitedOn: Date | null;
  readonly reminders: number | null;
  /** The best of its addresses: one that took the mail counts for all. */
  readonly mailState: 'queued' | 'sent' | 'given-up' | null;
  /** Start of the last collection that succeeded. */
  readonly collectedAt: Date | null;
}

/** Schools that may share, and those that something has happened to, with how each is reached. */
const LISTED = sql`FROM school s LEFT JOIN agreement a ON a.school_urn = s.urn LEFT JOIN connection c ON c.school_urn = s.urn
  LEFT JOIN local_authority la ON la.la_code = s.la_code`;
const STATE = sql`coalesce(a.state, 'not-asked')`;
const MIS = sql`coalesce(a.mis, c.mis)`;
const INVITED = sql`(SELECT min(i.invited_at) FROM invitation i WHERE i.school_urn = s.urn)`;
const COLLECTED = sql`(SELECT r.started_at FROM collection_run r WHERE r.school_urn = s.urn AND r.outcome = 'succeeded'
  ORDER BY r.started_at DESC LIMIT 1)`;

const ORDER: Readonly<Record<SchoolSort, RawBuilder<unknown>>> = {
  name: sql`s.name`,
  area: sql`la.name`,
  mis: MIS,
  state: sql`array_position(${[...AGREEMENT_STATES]}::text[], ${STATE})`,
  since: sql`CASE WHEN a.events > 0 THEN a.changed_at END`,
  invited: INVITED,
  collected: COLLECTED,
};

const literal = (word: string) => word.replace(/[\\%_]/g, '\\$&');

function conditionsOf({ state, area, mis, stuck, search }: SchoolsWanted): RawBuilder<unknown> {
  const words = search.split(' ').filter((word) => word !== '');
  const conditions = [
    sql`(s.may_share OR ${STATE} <> 'not-asked')`,
    // Where schools are invented, the real ones of the list are not theirs to stand beside.
    sql`(s.invented OR NOT EXISTS (SELECT FROM school WHERE invented))`,
    ...(state === null ? [] : [sql`${STATE} = ${state}`]),
    ...(area === null ? [] : [sql`s.la_code = ${area}`]),
    ...(mis === null ? [] : [mis === '' ? sql`${MIS} IS NULL` : sql`${MIS} = ${mis}`]),
    ...(stuck === null ? [] : [STUCK_CONDITIONS[stuck]]),
    ...(/^\d{2,6}$/.test(search)
      ? [sql`(s.urn::text LIKE ${`${search}%`} OR s.name ILIKE ${`%${search}%`})`]
      : words.map((word) => sql`s.name ILIKE ${`%${literal(word)}%`}`)),
  ];
  return sql.join(conditions, sql` AND `);
}

/** How many schools are in each state, of those wanted; the state wanted itself is left aside. As the operator. */
export async function countListed(handle: Handle, wanted: SchoolsWanted): Promise<Map<AgreementState, number>> {
  const { rows } = await sql<{ state: AgreementState; schools: number }>`
    SELECT ${STATE} AS state, count(*)::integer AS schools ${LISTED} WHERE ${conditionsOf({ ...wanted, state: null })} GROUP BY 1`.execute(
    handle,
  );
  return new Map(rows.map(({ state, schools }) => [state, schools]));
}

/**
 * Schools wanted, in order; those without what is sorted by come last either way. As the operator.
 * @param part which of them; all when left out
 */
export async function readListed(
  handle: Handle,
  wanted: SchoolsWanted,
  { sort, descending }: SchoolsOrder,
  part?: { readonly offset: number; readonly limit: number },
): Promise<ListedSchool[]> {
  const way = descending ? sql`DESC` : sql`ASC`;
  const { rows } = await sql<ListedSchool>`
    SELECT s.urn, s.name, la.name AS "areaName", listed.mis, listed.state, CASE WHEN a.events > 0 THEN a.changed_at END AS since,
      e.kind, e.through, e.name AS by, i.invited_on AS "invitedOn", i.reminders, i.mail_state AS "mailState", ${COLLECTED} AS "collectedAt"
    FROM (SELECT s.urn, ${MIS} AS mis, ${STATE} AS state, row_number() OVER (ORDER BY ${ORDER[sort]} ${way} NULLS LAST, s.name, s.urn) AS place
        ${LISTED} WHERE ${conditionsOf(wanted)}
        ORDER BY place ${part ? sql`LIMIT ${part.limit} OFFSET ${part.offset}` : sql``}) listed
    JOIN school s USING (urn) LEFT JOIN local_authority la ON la.la_code = s.la_code LEFT JOIN agreement a ON a.school_urn = s.urn
    LEFT JOIN agreement_event e ON e.school_urn = s.urn AND e.event = a.events
    LEFT JOIN LATERAL (SELECT min(invited_at) AS invited_on, max(reminders)::integer AS reminders,
        CASE WHEN bool_or(mail_state = 'sent') THEN 'sent' WHEN bool_or(mail_state = 'queued') THEN 'queued' ELSE 'given-up' END AS mail_state
      FROM invitation WHERE school_urn = s.urn HAVING count(*) > 0) i ON true
    ORDER BY listed.place`.execute(handle);
  return rows;
}

/** What schools can be narrowed to: areas that have one, and MIS that one has. As the operator. */
export async function readListedChoices(
  handle: Handle,
): Promise<{ areas: { code: string; name: string }[]; mis: string[] }> {
  const areas = await sql<{ code: string; name: string }>`
    SELECT la.la_code AS code, la.name FROM local_authority la
    WHERE EXISTS (SELECT FROM school s WHERE s.la_code = la.la_code AND s.may_share AND (s.invented OR NOT EXISTS (SELECT FROM school WHERE invented))) ORDER BY la.name, la.la_code`.execute(
    handle,
  );
  const mis = await sql<{ mis: string }>`
    SELECT mis FROM agreement WHERE mis IS NOT NULL UNION SELECT mis FROM connection ORDER BY mis`.execute(handle);
  return { areas: areas.rows, mis: mis.rows.map((row) => row.mis) };
}

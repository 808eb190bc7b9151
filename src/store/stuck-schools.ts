import { type RawBuilder, sql } from 'kysely';
import type { Handle } from './database.ts';

/** Where a school can be stuck on its way to sharing. Fixed names: they stand in addresses. */
export const STUCK_KINDS = [
  'not-answered',
  'mail-refused',
  'no-connection',
  'at-source',
  'audit',
  'connection-lost',
  'mis-changed',
  'never-collected',
  'successor',
] as const;
export type StuckKind = (typeof STUCK_KINDS)[number];

/** Every address that the school was invited by has refused the mail. */
const UNDELIVERED = sql`(EXISTS (SELECT FROM invitation i WHERE i.school_urn = s.urn)
  AND NOT EXISTS (SELECT FROM invitation i WHERE i.school_urn = s.urn AND i.mail_state <> 'given-up'))`;

/** Conditions over a school `s` and its agreement `a`: a school meets one of them at most. */
export const STUCK_CONDITIONS: Readonly<Record<StuckKind, RawBuilder<unknown>>> = {
  'not-answered': sql`(a.state = 'invited' AND NOT ${UNDELIVERED})`,
  'mail-refused': sql`(a.state = 'invited' AND ${UNDELIVERED})`,
  'no-connection': sql`a.state = 'agreed'`,
  'at-source': sql`a.state = 'connecting'`,
  audit: sql`a.state = 'waiting-for-audit'`,
  'connection-lost': sql`a.state = 'connection-lost'`,
  'mis-changed': sql`a.state = 'mis-changed'`,
  'never-collected': sql`(a.state = 'receiving' AND NOT EXISTS (SELECT FROM collection_run r WHERE r.school_urn = s.urn AND r.outcome = 'succeeded'))`,
  successor: sql`(a.state = 'closed' AND s.urn IN (
    SELECT l.before FROM (SELECT link_urn AS before, urn AS after FROM school_link WHERE link_type LIKE 'Predecessor%'
      UNION ALL SELECT urn, link_urn FROM school_link WHERE link_type LIKE 'Successor%') l
    JOIN school n ON n.urn = l.after AND n.may_share LEFT JOIN agreement na ON na.school_urn = n.urn
    WHERE coalesce(na.state, 'not-asked') = 'not-asked'))`,
};

export interface StuckSchools {
  readonly kind: StuckKind;
  readonly schools: number;
  /** Since when the first of them has been there. */
  readonly oldest: Date;
}

/** How many schools are stuck where, the one that is stuck longest first. As the operator. */
export async function countStuck(handle: Handle): Promise<StuckSchools[]> {
  const cases = STUCK_KINDS.map((kind) => sql`WHEN ${STUCK_CONDITIONS[kind]} THEN ${sql.lit(kind)}`);
  const { rows } = await sql<StuckSchools>`
    SELECT kind, count(*)::integer AS schools, min(changed_at) AS oldest
    FROM (SELECT CASE ${sql.join(cases, sql` `)} END AS kind, a.changed_at FROM agreement a JOIN school s ON s.urn = a.school_urn) stuck
    WHERE kind IS NOT NULL GROUP BY kind ORDER BY oldest, kind`.execute(handle);
  return rows;
}

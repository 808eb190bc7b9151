import { sql } from 'kysely';
import type { Handle } from './database.ts';
import { given } from './schools.ts';
import type { Tables } from './tables.ts';

export type TrustRecord = Pick<Tables['trust'], 'trust_uid' | 'name' | 'kind'> & Partial<Tables['trust']>;

/**
 * Dates the schools' areas: another authority than before closes the old row the day before `asAt` and opens a new one.
 * @param areas `first`: the first day of a school's first row, null when unknown
 * @returns URNs whose area changed
 */
export async function writeAreas(
  handle: Handle,
  areas: readonly { urn: number; la_code: string; first: string | null }[],
  asAt: string,
): Promise<number[]> {
  const rows = given(areas, { urn: 'integer', la_code: 'text', first: 'date' });
  const other = sql`school_area.urn = given.urn AND school_area.valid_to IS NULL AND school_area.la_code <> given.la_code`;
  await sql`DELETE FROM school_area USING ${rows} WHERE ${other} AND school_area.valid_from >= ${asAt}::date`.execute(
    handle,
  );
  await sql`UPDATE school_area SET valid_to = ${asAt}::date - 1 FROM ${rows} WHERE ${other}`.execute(handle);
  const added = await sql<{ urn: number }>`
    INSERT INTO school_area (urn, la_code, valid_from)
    SELECT urn, la_code, CASE WHEN EXISTS (SELECT FROM school_area s WHERE s.urn = given.urn) THEN ${asAt}::date ELSE first END FROM ${rows}
    WHERE NOT EXISTS (SELECT FROM school_area s WHERE s.urn = given.urn AND s.valid_to IS NULL)
    ON CONFLICT (urn, la_code, valid_from) DO UPDATE SET valid_to = NULL RETURNING urn`.execute(handle);
  return added.rows.map(({ urn }) => urn);
}

/** Authorities that began on a day: their schools were in another one before, or in one unknown. */
export async function writeAreaHistory(
  handle: Handle,
  changes: readonly { la_code: string; before: string | null; since: string }[],
): Promise<void> {
  const rows = given(changes, { la_code: 'text', before: 'text', since: 'date' });
  const early = sql`s.la_code = given.la_code AND (s.valid_from IS NULL OR s.valid_from < given.since)`;
  await sql`
    INSERT INTO school_area (urn, la_code, valid_from, valid_to)
    SELECT s.urn, given.before, s.valid_from, given.since - 1 FROM school_area s JOIN ${rows} ON ${early} WHERE given.before IS NOT NULL
    ON CONFLICT DO NOTHING`.execute(handle);
  await sql`UPDATE school_area s SET valid_from = given.since FROM ${rows} WHERE ${early} AND (s.valid_to IS NULL OR s.valid_to >= given.since)`.execute(
    handle,
  );
}

/** Adds trusts. Those known keep what is null here. */
export async function writeTrusts(handle: Handle, trusts: readonly TrustRecord[]): Promise<void> {
  await sql`
    INSERT INTO trust (trust_uid, group_id, name, kind, status, companies_house, ukprn, open_date, close_date)
    SELECT trust_uid, group_id, name, kind, coalesce(status, 'Open'), companies_house, ukprn, open_date, close_date
    FROM ${given(trusts, { trust_uid: 'text', group_id: 'text', name: 'text', kind: 'text', status: 'text', companies_house: 'text', ukprn: 'text', open_date: 'date', close_date: 'date' })}
    ON CONFLICT (trust_uid) DO UPDATE SET name = excluded.name, kind = excluded.kind, status = excluded.status,
      group_id = coalesce(excluded.group_id, trust.group_id), companies_house = coalesce(excluded.companies_house, trust.companies_house),
      ukprn = coalesce(excluded.ukprn, trust.ukprn), open_date = coalesce(excluded.open_date, trust.open_date), close_date = excluded.close_date`.execute(
    handle,
  );
}

/** Adds trusts that are not known yet. */
export async function addTrusts(handle: Handle, trusts: readonly TrustRecord[]): Promise<void> {
  await sql`INSERT INTO trust (trust_uid, name, kind, status) SELECT trust_uid, name, kind, 'Open' FROM ${given(trusts, { trust_uid: 'text', name: 'text', kind: 'text' })}
    ON CONFLICT DO NOTHING`.execute(handle);
}

/** A school's trust as a list has it: the trust, or null for none; the day it joined and left where known; `as_at` YYYY-MM or YYYY-MM-DD. */
export interface Membership {
  readonly urn: number;
  readonly trust_uid: string | null;
  readonly first: string | null;
  readonly last: string | null;
  readonly as_at: string;
  /** The day on which a change of trust counts: `as_at` as a day. */
  readonly since: string;
}

/**
 * Dates the schools' trusts: another trust than before (or none) closes the old row and opens a new one on `since`.
 * A membership that a newer list has seen is left as it is.
 * @returns URNs whose trust changed
 */
export async function writeMemberships(handle: Handle, memberships: readonly Membership[]): Promise<number[]> {
  const rows = given(memberships, {
    urn: 'integer',
    trust_uid: 'text',
    first: 'date',
    last: 'date',
    as_at: 'text',
    since: 'date',
  });
  const open = sql`t.urn = given.urn AND t.valid_to IS NULL AND t.as_at COLLATE "C" <= given.as_at`;
  const other = sql`t.trust_uid IS DISTINCT FROM given.trust_uid`;
  const removed = await sql<{
    urn: number;
  }>`DELETE FROM school_trust t USING ${rows} WHERE ${open} AND ${other} AND t.valid_from >= given.since RETURNING t.urn`.execute(
    handle,
  );
  const closed = await sql<{ urn: number }>`
    UPDATE school_trust t SET valid_to = CASE WHEN ${other} THEN given.since - 1 ELSE given.last END FROM ${rows}
    WHERE ${open} AND (${other} OR given.last IS NOT NULL) RETURNING t.urn`.execute(handle);
  await sql`UPDATE school_trust t SET as_at = given.as_at FROM ${rows} WHERE ${open} AND t.as_at <> given.as_at`.execute(
    handle,
  );
  const added = await sql<{ urn: number }>`
    INSERT INTO school_trust (urn, trust_uid, valid_from, valid_to, as_at)
    SELECT urn, trust_uid, CASE WHEN EXISTS (SELECT FROM school_trust t WHERE t.urn = given.urn) THEN since ELSE first END, last, as_at FROM ${rows}
    WHERE trust_uid IS NOT NULL AND NOT EXISTS (SELECT FROM school_trust t WHERE t.urn = given.urn
      AND (t.valid_to IS NULL OR t.trust_uid = given.trust_uid AND t.valid_to = given.last))
    ON CONFLICT (urn, trust_uid, valid_from) DO UPDATE SET valid_to = excluded.valid_to, as_at = excluded.as_at RETURNING urn`.execute(
    handle,
  );
  return [...removed.rows, ...closed.rows, ...added.rows].map(({ urn }) => urn);
}

/**
 * Adds what an older list of memberships knows: joining dates of those that still hold, and those that do not, which end
 * with their trust or else on the last day they are known (`seenOn`).
 */
export async function writeMembershipHistory(
  handle: Handle,
  links: readonly { urn: number; trust_uid: string; joined: string }[],
  seenOn: string,
): Promise<void> {
  const rows = given(links, { urn: 'integer', trust_uid: 'text', joined: 'date' });
  await sql`UPDATE school_trust t SET valid_from = joined FROM ${rows} WHERE t.urn = given.urn AND t.trust_uid = given.trust_uid`.execute(
    handle,
  );
  await sql`
    UPDATE school_trust t SET valid_from = rpad(t.as_at, 10, '-01')::date FROM ${rows}
    WHERE t.urn = given.urn AND t.trust_uid <> given.trust_uid AND t.valid_to IS NULL AND coalesce(t.valid_from, ${seenOn}::date) <= ${seenOn}::date`.execute(
    handle,
  );
  await sql`
    INSERT INTO school_trust (urn, trust_uid, valid_from, valid_to, as_at)
    SELECT given.urn, given.trust_uid, joined, least(coalesce(trust.close_date, ${seenOn}::date), (SELECT min(t.valid_from) - 1 FROM school_trust t WHERE t.urn = given.urn)), ${seenOn.slice(0, 7)}
    FROM ${rows} JOIN school ON school.urn = given.urn JOIN trust ON trust.trust_uid = given.trust_uid
    WHERE NOT EXISTS (SELECT FROM school_trust t WHERE t.urn = given.urn AND t.trust_uid = given.trust_uid) ON CONFLICT DO NOTHING`.execute(
    handle,
  );
}

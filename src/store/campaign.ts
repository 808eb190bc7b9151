import { sql } from 'kysely';
import { IN_FORCE } from '../domain/agreement/agreement-state.ts';
import type { Handle } from './database.ts';

/** By how many schools each count of the campaign changed on a day. Of schools that were ever invited. */
export interface CampaignDay {
  /** YYYY-MM-DD, London. */
  readonly day: string;
  /** Schools asked for the first time. */
  readonly invited: number;
  /** Schools whose agreement came into force, less those whose agreement ended. */
  readonly agreed: number;
  /** Schools that began to share, less those that no longer do. */
  readonly receiving: number;
  /** Schools that declined or opted out, less those that came back. */
  readonly refused: number;
}

/** The days on which anything changed for an invited school, the first first. As the operator. */
export async function readCampaignDays(handle: Handle): Promise<CampaignDay[]> {
  const { rows } = await sql<CampaignDay>`
    SELECT to_char(e.at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS day,
      count(*) FILTER (WHERE e.kind IN ('invite', 'asked-at-source'))::integer AS invited,
      sum((e.state = ANY (${[...IN_FORCE]}::text[]))::integer - (e.was = ANY (${[...IN_FORCE]}::text[]))::integer)::integer AS agreed,
      sum((e.state = 'receiving')::integer - (e.was = 'receiving')::integer)::integer AS receiving,
      sum((e.state IN ('declined', 'opted-out'))::integer - (e.was IN ('declined', 'opted-out'))::integer)::integer AS refused
    FROM agreement_event e
    WHERE e.school_urn IN (SELECT school_urn FROM agreement_event WHERE kind IN ('invite', 'asked-at-source'))
    GROUP BY 1 ORDER BY 1`.execute(handle);
  return rows;
}

/** Schools whose agreement is in force though nobody here has invited them. As the operator. */
export async function countUninvited(handle: Handle): Promise<number> {
  const { rows } = await sql<{ schools: number }>`
    SELECT count(*)::integer AS schools FROM agreement a
    WHERE in_force AND NOT EXISTS (SELECT FROM agreement_event e WHERE e.school_urn = a.school_urn AND e.kind IN ('invite', 'asked-at-source'))`.execute(
    handle,
  );
  return rows[0]!.schools;
}

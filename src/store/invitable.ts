import { sql } from 'kysely';
import type { AgreementState } from '../domain/agreement/agreement-state.ts';
import type { Handle } from './database.ts';

/** What decides whether a school can be invited. */
export interface Invitable {
  readonly urn: number;
  readonly name: string;
  readonly mayShare: boolean;
  readonly state: AgreementState;
  /** How many people decide for it here. */
  readonly approvers: number;
}

/** The schools of these URNs, by URN; those not in the list are left out. As the operator. */
export async function readInvitable(handle: Handle, urns: readonly number[]): Promise<Map<number, Invitable>> {
  const { rows } = await sql<Invitable>`
    SELECT s.urn, s.name, s.may_share AS "mayShare", coalesce(a.state, 'not-asked') AS state, coalesce(m.approvers, 0) AS approvers
    FROM school s LEFT JOIN agreement a ON a.school_urn = s.urn
    LEFT JOIN (SELECT organisation::text AS organisation, count(*)::integer AS approvers FROM member WHERE duty = 'approver' GROUP BY 1) m
      ON m.organisation = 'school:' || s.urn
    WHERE s.urn = ANY (${[...urns]}::integer[])`.execute(handle);
  return new Map(rows.map((row) => [row.urn, row]));
}

/** Whether an invitation went to a school's address (or, without one, to any of the school) since an instant. As the operator. */
export async function wasInvitedSince(
  handle: Handle,
  urn: number,
  email: string | null,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM invitation WHERE school_urn = ${urn} AND sent_at >= ${since} AND (${email}::text IS NULL OR email = ${email}) LIMIT 1`.execute(
    handle,
  );
  return rows.length > 0;
}

import { sql } from 'kysely';
import type { Step } from '../domain/agreement/agreement.ts';
import type { Handle } from './database.ts';
import type { Through } from './tables.ts';

/** Who changed an agreement, and through what. Nobody for what a source or the list of schools has told. */
export interface ChangedBy {
  readonly through: Through;
  readonly person: string | null;
  readonly name: string | null;
  /** The organisation that they acted for, such as `school:900001`. */
  readonly organisation: string | null;
}

/** One change in a school's history. */
export interface KeptStep extends Step, ChangedBy {
  readonly event: number;
  readonly at: Date;
  /** Digest of the wording agreed to; null but for agreeing here. */
  readonly wording: string | null;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Adds to a school's history. Nothing in it is ever changed: no login of the program's may. */
export async function insertAgreementEvents(handle: Handle, urn: number, steps: readonly KeptStep[]): Promise<void> {
  if (steps.length === 0) return;
  await handle
    .insertInto('agreement_event')
    .values(
      steps.map(({ event, at, kind, was, state, through, person, name, organisation, wording, detail }) => ({
        school_urn: urn,
        event,
        at,
        kind,
        was,
        state,
        through,
        person,
        name,
        organisation,
        wording,
        detail: JSON.stringify(detail),
      })),
    )
    .execute();
}

/** A school's whole history, from its beginning. Under a viewer's login that of the school acted for, or as the operator. */
export async function readAgreementEvents(handle: Handle, urn: number): Promise<KeptStep[]> {
  const rows = await handle
    .selectFrom('agreement_event')
    .selectAll()
    .where('school_urn', '=', urn)
    .orderBy('event')
    .execute();
  return rows.map(({ school_urn: _, ...row }) => row);
}

/** Keeps a wording under its digest, once. */
export async function keepWording(
  handle: Handle,
  urn: number,
  wording: string,
  text: string,
  now: Date,
): Promise<void> {
  await handle
    .insertInto('agreement_wording')
    .values({ school_urn: urn, wording, text, first_used_at: now })
    .onConflict((conflict) => conflict.columns(['school_urn', 'wording']).doNothing())
    .execute();
}

/** The text that was agreed to for a school. Under a viewer's login that of the school acted for, or as the operator. */
export async function readWording(handle: Handle, urn: number, wording: string): Promise<string | null> {
  const row = await handle
    .selectFrom('agreement_wording')
    .select('text')
    .where('school_urn', '=', urn)
    .where('wording', '=', wording)
    .executeTakeFirst();
  return row?.text ?? null;
}

/** Schools that may share, by the state of their agreement; those that nothing has happened to are `not-asked`. In the sandbox only its invented ones. As the owner or operator. */
export async function countStates(handle: Handle): Promise<Map<string, number>> {
  const { rows } = await sql<{ state: string; schools: number }>`
    SELECT coalesce(agreement.state, 'not-asked') AS state, count(*)::integer AS schools
    FROM school LEFT JOIN agreement ON agreement.school_urn = school.urn
    WHERE (school.may_share OR coalesce(agreement.state, 'not-asked') <> 'not-asked')
      AND (school.invented OR NOT EXISTS (SELECT FROM school WHERE invented)) GROUP BY 1`.execute(handle);
  return new Map(rows.map(({ state, schools }) => [state, schools]));
}

import { sql } from 'kysely';
import type { AgreementFacts } from '../domain/agreement/agreement.ts';
import { type AgreementState, COLLECTED } from '../domain/agreement/agreement-state.ts';
import type { Handle } from './database.ts';

/** What collecting needs to know of a school. */
export interface Agreement {
  readonly urn: number;
  readonly state: AgreementState;
  readonly source: string;
  readonly sourceSchoolId: string | null;
  readonly sourceHost: string | null;
  readonly mis: string | null;
}

/** A school's agreement as it is kept. */
export interface KeptAgreement {
  readonly urn: number;
  readonly facts: AgreementFacts;
  /** Number of the last event of its history; 0 when there is none. */
  readonly events: number;
  readonly source: string;
  readonly sourceSchoolId: string | null;
  readonly changedAt: Date;
  /** When its source was last asked about it. */
  readonly checkedAt: Date | null;
  readonly accessRequestedAt: Date | null;
  /** When the data held are deleted; null while the agreement is in force, and once they are. */
  readonly deleteAfter: Date | null;
  /** When the data held were deleted, if they were. */
  readonly deletedAt: Date | null;
}

export async function readAgreement(handle: Handle, urn: number): Promise<Agreement | null> {
  const row = await selectAgreements(handle).where('school_urn', '=', urn).executeTakeFirst();
  return row ?? null;
}

/** The source of schools whose registers were put straight into the store: there is nobody to ask. */
export const NO_SOURCE = 'none';

/** Schools that may be collected now, in order of URN. */
export async function collectedSchools(handle: Handle): Promise<Agreement[]> {
  return selectAgreements(handle)
    .where('state', '=', COLLECTED)
    .where('source', '!=', NO_SOURCE)
    .orderBy('school_urn')
    .execute();
}

const selectAgreements = (handle: Handle) =>
  handle
    .selectFrom('agreement')
    .select([
      'school_urn as urn',
      'state',
      'source',
      'source_school_id as sourceSchoolId',
      'source_host as sourceHost',
      'mis',
    ]);

/** The state of a school's agreement alone: one question, no transaction. */
export async function readState(handle: Handle, urn: number): Promise<AgreementState> {
  const row = await handle.selectFrom('agreement').select('state').where('school_urn', '=', urn).executeTakeFirst();
  return row?.state ?? 'not-asked';
}

/** Whether the school may be collected; held until the transaction ends, so that opting out waits for it and nothing is recorded after. */
export async function holdAgreement(handle: Handle, urn: number): Promise<boolean> {
  const { rows } = await sql<{
    state: string;
  }>`SELECT state FROM agreement WHERE school_urn = ${urn} FOR SHARE`.execute(handle);
  return rows[0]?.state === COLLECTED;
}

const COLUMNS = [
  'school_urn',
  'state',
  'source',
  'source_school_id',
  'mis',
  'changed_at',
  'checked_at',
  'source_says',
  'source_read_at',
  'ended_where',
  'wording',
  'events',
  'access_requested_at',
  'delete_after',
  'deleted_at',
] as const;

const select = (handle: Handle) => handle.selectFrom('agreement').select(COLUMNS);
type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

const keptFrom = (row: Row): KeptAgreement => ({
  urn: row.school_urn,
  facts: {
    state: row.state,
    sourceSays: row.source_says,
    sourceReadAt: row.source_read_at,
    mis: row.mis,
    endedWhere: row.ended_where,
    wording: row.wording,
  },
  events: row.events,
  source: row.source,
  sourceSchoolId: row.source_school_id,
  changedAt: row.changed_at,
  checkedAt: row.checked_at,
  accessRequestedAt: row.access_requested_at,
  deleteAfter: row.delete_after,
  deletedAt: row.deleted_at,
});

/** A school's agreement; null when nothing has ever happened to it. */
export async function readKeptAgreement(handle: Handle, urn: number): Promise<KeptAgreement | null> {
  const row = await select(handle).where('school_urn', '=', urn).executeTakeFirst();
  return row ? keptFrom(row) : null;
}

/** Every agreement there is, by URN. */
export async function readKeptAgreements(handle: Handle): Promise<Map<number, KeptAgreement>> {
  const rows = await select(handle).execute();
  return new Map(rows.map((row) => [row.school_urn, keptFrom(row)]));
}

/**
 * A school's agreement, held until the transaction ends, so that of two people who act at once the second sees what the first has
 * done. A school that nothing has happened to yet gets its row.
 */
export async function holdKeptAgreement(handle: Handle, urn: number, now: Date): Promise<KeptAgreement> {
  await handle
    .insertInto('agreement')
    .values({ school_urn: urn, state: 'not-asked', source: 'wonde', changed_at: now })
    .onConflict((conflict) => conflict.column('school_urn').doNothing())
    .execute();
  return keptFrom(await select(handle).where('school_urn', '=', urn).forUpdate().executeTakeFirstOrThrow());
}

/** Writes what somebody here has changed: what the source says is not theirs to write. */
export async function writeChange(
  handle: Handle,
  urn: number,
  { state, endedWhere, wording }: AgreementFacts,
  { events, now, deleteAfter }: { events: number; now: Date; deleteAfter: Date | null },
): Promise<void> {
  await handle
    .updateTable('agreement')
    .set({ state, ended_where: endedWhere, wording, events, changed_at: now, delete_after: deleteAfter })
    .where('school_urn', '=', urn)
    .execute();
}

/** What a source says of one school, besides the word itself. */
export interface SourceFacts {
  readonly sourceSchoolId: string;
  readonly sourceHost: string | null;
}

/** Writes what the source says, and how to reach the school there. As the owner. */
export async function writeSourceFacts(
  handle: Handle,
  urn: number,
  { sourceSays, sourceReadAt, mis }: AgreementFacts,
  source: SourceFacts | null,
): Promise<void> {
  await handle
    .updateTable('agreement')
    .set({
      source_says: sourceSays,
      source_read_at: sourceReadAt,
      checked_at: sourceReadAt,
      mis,
      ...(source && { source_school_id: source.sourceSchoolId, source_host: source.sourceHost }),
    })
    .where('school_urn', '=', urn)
    .execute();
}

/** Schools of which the source said just what it said before. As the owner. */
export async function writeChecked(
  handle: Handle,
  checked: readonly { urn: number; readAt: Date; sourceSchoolId: string | null; sourceHost: string | null }[],
): Promise<void> {
  if (checked.length === 0) return;
  await sql`
    UPDATE agreement SET source_read_at = greatest(source_read_at, given.read_at), checked_at = greatest(checked_at, given.read_at),
      source_school_id = coalesce(given.id, source_school_id), source_host = CASE WHEN given.id IS NULL THEN source_host ELSE given.host END
    FROM unnest(${checked.map(({ urn }) => urn)}::integer[], ${checked.map(({ readAt }) => readAt)}::timestamptz[],
      ${checked.map(({ sourceSchoolId }) => sourceSchoolId)}::text[], ${checked.map(({ sourceHost }) => sourceHost)}::text[]) AS given (urn, read_at, id, host)
    WHERE school_urn = given.urn`.execute(handle);
}

/** Access was asked for at the source. As the owner. */
export async function writeAccessRequested(handle: Handle, urn: number, now: Date): Promise<void> {
  await handle.updateTable('agreement').set({ access_requested_at: now }).where('school_urn', '=', urn).execute();
}

/** Schools whose agreement stands, or which were asked, though the list has them as closed on a day (YYYY-MM-DD). As the owner. */
export async function schoolsToClose(handle: Handle, day: string): Promise<number[]> {
  const { rows } = await sql<{ urn: number }>`
    SELECT school_urn AS urn FROM agreement JOIN school ON school.urn = school_urn
    WHERE (in_force OR state = 'invited') AND (status_code = '2' OR close_date <= ${day}::date) ORDER BY 1`.execute(
    handle,
  );
  return rows.map(({ urn }) => urn);
}

/**
 * Schools whose source must be asked to let us in: invited, or agreed here, and the source has not been asked, or said no before the school
 * agreed. Asked again at the earliest a day later. As the owner.
 */
export async function schoolsToRequest(handle: Handle, source: string, now: Date): Promise<number[]> {
  const { rows } = await sql<{ urn: number }>`
    SELECT school_urn AS urn FROM agreement JOIN school ON school.urn = school_urn AND may_share
    WHERE source = ${source} AND (state IN ('agreed', 'connecting') AND coalesce(source_says, 'absent') IN ('absent', 'declined', 'revoked')
      OR state = 'invited' AND coalesce(source_says, 'absent') = 'absent')
      AND (access_requested_at IS NULL OR access_requested_at < greatest(changed_at, ${now}::timestamptz - interval '1 day')) ORDER BY 1`.execute(
    handle,
  );
  return rows.map(({ urn }) => urn);
}

/** Schools that may be collected, of which no collection has succeeded yet and none was tried since. As the owner. */
export async function schoolsNeverCollected(handle: Handle, since: Date): Promise<Agreement[]> {
  return selectAgreements(handle)
    .where('state', '=', COLLECTED)
    .where(
      sql<boolean>`NOT EXISTS (SELECT FROM collection_run r
        WHERE r.school_urn = agreement.school_urn AND (r.outcome = 'succeeded' OR r.started_at > ${since}))`,
    )
    .orderBy('school_urn')
    .execute();
}

/** Schools whose data held are due to be deleted. As the owner. */
export async function schoolsToDelete(handle: Handle, now: Date): Promise<number[]> {
  const rows = await handle
    .selectFrom('agreement')
    .select('school_urn as urn')
    .where('delete_after', '<=', now)
    .where('in_force', '=', false)
    .orderBy('school_urn')
    .execute();
  return rows.map(({ urn }) => urn);
}

/** Notes that the data held were deleted. As the owner. */
export async function writeDeleted(handle: Handle, urn: number, now: Date): Promise<void> {
  await handle
    .updateTable('agreement')
    .set({ delete_after: null, deleted_at: now })
    .where('school_urn', '=', urn)
    .execute();
}

/** Whether nothing more may be asked of a source about the school that it knows by an id: it has ended it here, or has closed. As the owner. */
export async function hasLeft(handle: Handle, source: string, sourceSchoolId: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM agreement WHERE source = ${source} AND source_school_id = ${sourceSchoolId}
      AND NOT in_force AND (ended_where = 'here' OR state = 'closed') LIMIT 1`.execute(handle);
  return rows.length > 0;
}

/** The school that a source knows by an id; null when none of ours is. As the owner. */
export async function readUrnOf(handle: Handle, source: string, sourceSchoolId: string): Promise<number | null> {
  const row = await handle
    .selectFrom('agreement')
    .select('school_urn')
    .where('source', '=', source)
    .where('source_school_id', '=', sourceSchoolId)
    .executeTakeFirst();
  return row?.school_urn ?? null;
}

/** Schools that have been without a connection since before an instant, and were not told since. As the owner. */
export async function schoolsToTellOfLoss(handle: Handle, before: Date): Promise<{ urn: number; since: Date }[]> {
  const { rows } = await sql<{ urn: number; since: Date }>`
    SELECT school_urn AS urn, changed_at AS since FROM agreement a JOIN school ON school.urn = school_urn
    WHERE state = 'connection-lost' AND changed_at <= ${before} AND NOT EXISTS (SELECT FROM mail m
      WHERE m.template = 'connection-lost' AND m.organisation = 'school:' || a.school_urn AND m.queued_at >= a.changed_at) ORDER BY 1`.execute(
    handle,
  );
  return rows;
}

/** Through which source a school is reached. */
export async function writeSource(handle: Handle, urn: number, source: string): Promise<void> {
  await handle.updateTable('agreement').set({ source }).where('school_urn', '=', urn).execute();
}

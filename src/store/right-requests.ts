import { type SelectQueryBuilder, sql } from 'kysely';
import type { Handle } from './database.ts';
import type { RightName, Tables } from './tables.ts';

/** What someone asked for, and what became of it. */
export interface RightRequest {
  readonly requestId: number;
  /** Such as `school:900001`. */
  readonly organisation: string;
  /** Door and key of who asked. */
  readonly person: string;
  readonly right: RightName;
  readonly name: string;
  readonly email: string;
  readonly reason: string;
  readonly askedAt: Date;
  /** Null while it waits. */
  readonly decision: 'approved' | 'refused' | 'withdrawn' | null;
  readonly decisionReason: string | null;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
}

const REQUEST = [
  'request_id as requestId',
  'organisation',
  'person',
  'right_name as right',
  'name',
  'email',
  'reason',
  'asked_at as askedAt',
  'decision',
  'decision_reason as decisionReason',
  'decided_at as decidedAt',
  'decided_by_name as decidedByName',
] as const;

/** Keeps a request. @returns its number, or null when the same is open already */
export async function writeRequest(
  handle: Handle,
  asked: Pick<RightRequest, 'organisation' | 'person' | 'right' | 'name' | 'email' | 'reason' | 'askedAt'>,
): Promise<number | null> {
  const { organisation, person, right, name, email, reason, askedAt } = asked;
  const written = await handle
    .insertInto('right_request')
    .values({ organisation, person, right_name: right, name, email, reason, asked_at: askedAt })
    .onConflict((on) => on.columns(['organisation', 'person', 'right_name']).where('decision', 'is', null).doNothing())
    .returning('request_id')
    .executeTakeFirst();
  return written?.request_id ?? null;
}

/** A request by its number; null when there is none, or none that the transaction may see. */
export async function readRequest(handle: Handle, requestId: number): Promise<RightRequest | null> {
  const row = await handle
    .selectFrom('right_request')
    .select(REQUEST)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row ?? null;
}

type RequestQuery = SelectQueryBuilder<Tables, 'right_request', Record<never, never>>;

const readMatching = (handle: Handle, narrow: (query: RequestQuery) => RequestQuery): Promise<RightRequest[]> =>
  narrow(handle.selectFrom('right_request')).select(REQUEST).execute();

/** What a person asked for in an organisation, newest first, at most 50. */
export async function readRequestsOf(handle: Handle, person: string, organisation: string): Promise<RightRequest[]> {
  return readMatching(handle, (query) =>
    query
      .where('person', '=', person)
      .where('organisation', '=', organisation)
      .orderBy('asked_at', 'desc')
      .orderBy('request_id', 'desc')
      .limit(50),
  );
}

/** What a person asked for last of a right in an organisation; null when they never did. */
export async function readLastRequest(
  handle: Handle,
  person: string,
  organisation: string,
  right: RightName,
): Promise<RightRequest | null> {
  const rows = await readMatching(handle, (query) =>
    query
      .where('person', '=', person)
      .where('organisation', '=', organisation)
      .where('right_name', '=', right)
      .orderBy('request_id', 'desc')
      .limit(1),
  );
  return rows[0] ?? null;
}

/** What waits in an organisation, oldest first. */
export async function readOpenRequests(handle: Handle, organisation: string): Promise<RightRequest[]> {
  return readMatching(handle, (query) =>
    query
      .where('organisation', '=', organisation)
      .where('decision', 'is', null)
      .orderBy('asked_at')
      .orderBy('request_id'),
  );
}

/** A request that the operator has to see to, and whether its organisation has anyone who approves. */
export type StrandedRequest = RightRequest & { readonly hasApprover: boolean };

/** What waits anywhere with nobody who approves, or since before a time; oldest first. */
export async function readStrandedRequests(handle: Handle, askedBefore: Date): Promise<StrandedRequest[]> {
  const approves = sql<boolean>`EXISTS (SELECT FROM member WHERE member.organisation = right_request.organisation AND duty = 'approver')`;
  return handle
    .selectFrom('right_request')
    .select(REQUEST)
    .select(approves.as('hasApprover'))
    .where('decision', 'is', null)
    .where((by) => by.or([by('asked_at', '<', askedBefore), by.not(approves)]))
    .orderBy('asked_at')
    .orderBy('request_id')
    .execute();
}

/** A decision on a request, or that it was withdrawn. */
export interface Decision {
  readonly decision: 'approved' | 'refused' | 'withdrawn';
  readonly reason: string | null;
  readonly at: Date;
  /** Door and key. */
  readonly by: string;
  readonly byName: string;
}

/** Closes a request that waits. @returns false when it is closed already: of two at once, one wins */
export async function closeRequest(handle: Handle, requestId: number, closed: Decision): Promise<boolean> {
  const { numUpdatedRows } = await handle
    .updateTable('right_request')
    .set({
      decision: closed.decision,
      decision_reason: closed.reason,
      decided_at: closed.at,
      decided_by: closed.by,
      decided_by_name: closed.byName,
    })
    .where('request_id', '=', requestId)
    .where('decision', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What approvers are told of a request once: that it will be overdue the next day, or that it is. */
export type Telling = 'reminded_at' | 'overdue_at';

/** Numbers of the requests that wait since before a time, and of which approvers were not told this yet. */
export async function readUntold(
  handle: Handle,
  telling: Telling,
  { before, from }: { readonly before: Date; readonly from?: Date },
): Promise<number[]> {
  const rows = await handle
    .selectFrom('right_request')
    .select('request_id')
    .where('decision', 'is', null)
    .where(telling, 'is', null)
    .where('asked_at', '<', before)
    .$if(from !== undefined, (query) => query.where('asked_at', '>=', from!))
    .orderBy('request_id')
    .execute();
  return rows.map(({ request_id }) => request_id);
}

/** Notes that approvers are told of a request. @returns the request, or null when they were told, or it was decided, meanwhile */
export async function markTold(
  handle: Handle,
  requestId: number,
  telling: Telling,
  now: Date,
): Promise<RightRequest | null> {
  const row = await handle
    .updateTable('right_request')
    .set(telling, now)
    .where('request_id', '=', requestId)
    .where(telling, 'is', null)
    .where('decision', 'is', null)
    .returning(REQUEST)
    .executeTakeFirst();
  return row ?? null;
}

/** Refuses what a person has open in an organisation. @returns the numbers of those requests */
export async function refuseOpenRequests(
  handle: Handle,
  person: string,
  organisation: string,
  { reason, at, by, byName }: Omit<Decision, 'decision'>,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    UPDATE right_request SET decision = 'refused', decision_reason = ${reason}, decided_at = ${at}, decided_by = ${by}, decided_by_name = ${byName}
    WHERE person = ${person} AND organisation = ${organisation} AND decision IS NULL RETURNING request_id AS id`.execute(
    handle,
  );
  return rows.map(({ id }) => id);
}

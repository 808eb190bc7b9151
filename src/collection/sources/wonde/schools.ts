import type { Clock } from '../../../domain/clock.ts';
import type { WondeClient, WondeRequest } from './client.ts';
import { type Row, readRow } from './read-value.ts';
import { isNotPermitted } from './refusal.ts';
import { describeSchool, isSchoolId, readSchoolId, type WondeSchool } from './school-row.ts';

/** `absent`: in no list that tells of an approval, so the school was never asked, or is not at Wonde. */
export type ApprovalState = 'pending' | 'waiting-for-audit' | 'live' | 'declined' | 'revoked' | 'offline' | 'absent';

/** What Wonde says of one school's approval. */
export interface WondeApproval extends WondeSchool {
  readonly state: ApprovalState;
  /** When the reading began: nothing that happened later is in it. */
  readonly readAt: Date;
}

type List = 'approved' | 'audited' | 'offline' | 'pending' | 'declined' | 'revoked';
type Path = readonly [List, string, NonNullable<WondeRequest['pages']>];

/** Each list with its path and its paging parameters, which differ. */
const REFUSED: readonly Path[] = [
  ['revoked', 'schools/revoked', 'size'],
  ['declined', 'schools/declined', 'size'],
  ['pending', 'schools/pending', 'all'],
];
const LISTS: readonly Path[] = [
  ...REFUSED,
  ['offline', 'schools/offline', 'size'],
  ['audited', 'schools/audited', 'all'],
  ['approved', 'schools', 'all'],
];

const AT_ONCE = 4;

/**
 * Reads every list of schools, and for approved schools what `/meta/schools/{id}` says now. A list that fails makes the whole
 * reading fail, so that no school changes its state because a list was missing.
 * A school is live only when it is approved and audited; an approval that stands now outweighs an old refusal.
 * @param options.mayAsk whether the school of an id may be asked about, at that moment; of the others what the lists say has to do, and
 *   there a refusal outweighs
 * @throws source-unavailable, source-refused, source-unreadable, source-untrusted
 */
export async function readApprovals(
  client: WondeClient,
  signal: AbortSignal,
  { clock, mayAsk = async () => true }: { readonly clock: Clock; readonly mayAsk?: (id: string) => Promise<boolean> },
): Promise<WondeApproval[]> {
  const readAt = clock.now();
  const schools = new Map<string, { row: Row; lists: Set<List> }>();
  for (const [list, path, pages] of LISTS)
    for await (const { rows } of client.readPages({ path, pages }, signal))
      for (const value of rows) {
        const row = readRow(value);
        const id = readSchoolId(row);
        if (row === null || id === null) continue;
        schools.set(id, { row, lists: (schools.get(id)?.lists ?? new Set()).add(list) });
      }
  const approvals: WondeApproval[] = [];
  const queue = [...schools].entries();
  const work = async () => {
    for (const [place, [id, { row, lists }]] of queue) {
      const meta = needsMeta(lists) && (await mayAsk(id)) ? await readMeta(client, id, signal) : undefined;
      const state = meta === undefined ? (refusalIn(lists) ?? judge(lists, null)) : judge(lists, meta);
      approvals[place] = { ...describeSchool(id, row), state, readAt };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return approvals;
}

/**
 * Reads what Wonde says of one school now: to be sure before anything is changed because of a webhook. Besides `/meta/schools/{id}` and the
 * school itself, the lists of refusals are looked through when it is not approved.
 * @throws as `readApprovals`
 */
export async function readApproval(
  client: WondeClient,
  id: string,
  signal: AbortSignal,
  { clock }: { readonly clock: Clock },
): Promise<WondeApproval> {
  const readAt = clock.now();
  if (!isSchoolId(id)) return { ...describeSchool(id, {}), state: 'absent', readAt };
  const meta = await readMeta(client, id, signal);
  const own = await readOptional(client, `schools/${id}`, signal);
  if (meta?.['approved'] === true) return { ...describeSchool(id, own ?? {}), state: judge(new Set(), meta), readAt };
  const lists = new Set<List>();
  let listed: Row | null = null;
  for (const [list, path, pages] of REFUSED) {
    const row = await findIn(client, { path, pages }, id, signal);
    if (row !== null) lists.add(list);
    listed ??= row;
  }
  return { ...describeSchool(id, own ?? listed ?? {}), state: refusalIn(lists) ?? 'absent', readAt };
}

const readMeta = (client: WondeClient, id: string, signal: AbortSignal) =>
  readOptional(client, `meta/schools/${id}`, signal);

async function readOptional(client: WondeClient, path: string, signal: AbortSignal): Promise<Row | null> {
  return client.readOne({ path }, signal).catch((error: unknown) => {
    if (isNotPermitted(error)) return null;
    throw error;
  });
}

async function findIn(
  client: WondeClient,
  request: WondeRequest,
  id: string,
  signal: AbortSignal,
): Promise<Row | null> {
  for await (const { rows } of client.readPages(request, signal)) {
    const found = rows.map(readRow).find((row) => readSchoolId(row) === id);
    if (found) return found;
  }
  return null;
}

const isListed = (lists: ReadonlySet<List>) => lists.has('approved') || lists.has('audited');

/** Whether the list of schools offline has only those that approved is not documented, so what is in that one alone is asked about. */
const needsMeta = (lists: ReadonlySet<List>) => isListed(lists) || refusalIn(lists) === null;

/** What lists and the answer to `/meta/schools/{id}` come to; without that answer, what the lists say. */
function judge(lists: ReadonlySet<List>, meta: Row | null): ApprovalState {
  const approved = meta?.['approved'] ?? lists.has('approved');
  const audited = meta?.['audited'] ?? lists.has('audited');
  if (approved !== true) {
    const refusal = refusalIn(lists);
    if (isListed(lists)) return lists.has('pending') || lists.has('declined') ? refusal! : 'revoked';
    return refusal ?? 'absent';
  }
  if (audited !== true) return 'waiting-for-audit';
  return meta?.['online'] === false || lists.has('offline') ? 'offline' : 'live';
}

/** Of several lists of schools that have not approved, the one that shares least. */
function refusalIn(lists: ReadonlySet<List>): 'revoked' | 'declined' | 'pending' | null {
  return REFUSED.map(([list]) => list as 'revoked' | 'declined' | 'pending').find((list) => lists.has(list)) ?? null;
}

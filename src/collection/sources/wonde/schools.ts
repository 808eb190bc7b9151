import type { WondeClient, WondeRequest } from './client.ts';
import { nameMis } from './mis-names.ts';
import { type Row, readIncluded, readRow, readText } from './read-value.ts';
import { isNotPermitted } from './refusal.ts';

export type ApprovalState = 'pending' | 'waiting-for-audit' | 'agreed' | 'declined' | 'revoked' | 'offline';

/** What Wonde says of one school's agreement, and what is needed to read the school. */
export interface WondeApproval {
  readonly id: string;
  /** Null outside England, or when it is no number. */
  readonly urn: number | null;
  readonly name: string | null;
  readonly mis: string | null;
  readonly laCode: string | null;
  /** The host that the school's data are on; null when Wonde does not say. */
  readonly host: string | null;
  readonly state: ApprovalState;
}

type List = 'approved' | 'audited' | 'offline' | 'pending' | 'declined' | 'revoked';

/** Each list with its path and its paging parameters, which differ. */
const LISTS: readonly [List, string, NonNullable<WondeRequest['pages']>][] = [
  ['revoked', 'schools/revoked', 'size'],
  ['declined', 'schools/declined', 'size'],
  ['pending', 'schools/pending', 'all'],
  ['offline', 'schools/offline', 'size'],
  ['audited', 'schools/audited', 'all'],
  ['approved', 'schools', 'all'],
];

const AT_ONCE = 4;

/**
 * Reads every list of schools, and for approved schools what `/meta/schools/{id}` says now. A list that fails makes the whole
 * reading fail, so that no school changes its state because a list was missing.
 * A school counts as agreed only when it is approved and audited; an approval that stands now outweighs an old refusal.
 * @throws source-unavailable, source-refused, source-unreadable, source-untrusted
 */
export async function readApprovals(client: WondeClient, signal: AbortSignal): Promise<WondeApproval[]> {
  const schools = new Map<string, { row: Row; lists: Set<List> }>();
  for (const [list, path, pages] of LISTS)
    for await (const { rows } of client.readPages({ path, pages }, signal))
      for (const value of rows) {
        const row = readRow(value);
        const id = readText(row?.['id'], 64);
        // An id goes into addresses; one of another form is none of Wonde's.
        if (row === null || id === null || !/^[A-Za-z0-9-]+$/.test(id)) continue;
        schools.set(id, { row, lists: (schools.get(id)?.lists ?? new Set()).add(list) });
      }
  const approvals: WondeApproval[] = [];
  const queue = [...schools].entries();
  const work = async () => {
    for (const [place, [id, { row, lists }]] of queue)
      approvals[place] = describe(id, row, await readState(client, id, lists, signal));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return approvals;
}

async function readState(
  client: WondeClient,
  id: string,
  lists: ReadonlySet<List>,
  signal: AbortSignal,
): Promise<ApprovalState> {
  if (!lists.has('approved') && !lists.has('audited')) return refusedState(lists);
  const meta = await client.readOne({ path: `meta/schools/${id}` }, signal).catch((error: unknown) => {
    if (isNotPermitted(error)) return null;
    throw error;
  });
  const approved = meta?.['approved'] ?? lists.has('approved');
  const audited = meta?.['audited'] ?? lists.has('audited');
  if (approved !== true) return lists.has('pending') || lists.has('declined') ? refusedState(lists) : 'revoked';
  if (audited !== true) return 'waiting-for-audit';
  return meta?.['online'] === false || lists.has('offline') ? 'offline' : 'agreed';
}

/** The state of a school in no list of approved ones. In several lists, the one that shares least. */
function refusedState(lists: ReadonlySet<List>): ApprovalState {
  if (lists.has('revoked')) return 'revoked';
  if (lists.has('declined')) return 'declined';
  return lists.has('offline') && !lists.has('pending') ? 'offline' : 'pending';
}

function describe(id: string, row: Row, state: ApprovalState): WondeApproval {
  const region = readIncluded(row['region']);
  const identifiers = readIncluded(region?.['identifiers']);
  const mis = readText(row['mis'], 60);
  return {
    id,
    urn: readUrn(row['urn']) ?? readUrn(identifiers?.['urn']),
    name: readText(row['name']),
    mis: mis === null ? null : nameMis(mis),
    laCode: readLaCode(row['la_code']) ?? readLaCode(identifiers?.['la_code']),
    host: readText(region?.['domain'], 253)?.toLowerCase() ?? null,
    state,
  };
}

/** URNs come as numbers or as text. Wonde's own test school has one of five digits. */
function readUrn(value: unknown): number | null {
  const text = readText(value, 20) ?? '';
  return /^[1-9]\d{4,6}$/.test(text) ? Number(text) : null;
}

function readLaCode(value: unknown): string | null {
  const text = readText(value, 20) ?? '';
  return /^\d{1,3}$/.test(text) ? text.padStart(3, '0') : null;
}

import { hideSensitiveDetail } from '../../domain/codes/sensitive-marks.ts';
import type { Half } from '../../domain/sessions/dates.ts';
import { type Database, type Handle, type Scope, withScope } from '../../store/database.ts';
import { readKept } from '../../store/kept-reads.ts';
import { type FreshnessFacts, readFreshSchool, type SchoolFacts } from '../freshness/query.ts';
import { scopeOfSchool } from '../scope-of-school.ts';
import { findMissingMarks, type MissingSession, registersDue } from './missing-marks.ts';
import {
  countHiddenChanges,
  type IssueGroup,
  type IssueRow,
  type RunRow,
  readIssueCases,
  readIssueGroups,
  readMarks,
  readNcYears,
  readRoll,
  readRuns,
  readTotals,
} from './query.ts';

/** What has come in from a school, and what is wrong with it. */
export interface ReceivedFacts {
  readonly school: SchoolFacts;
  readonly freshness: FreshnessFacts;
  readonly now: Date;
  /** When the first collection was; null before it. */
  readonly firstCollected: Date | null;
  /** Newest first. */
  readonly runs: readonly RunRow[];
  readonly planned: { readonly marks: number; readonly lastDay: string | null };
  readonly issues: readonly IssueGroup[];
  readonly cases: readonly IssueRow[];
  readonly resolved: number;
  /** The last session with a mark; null before the first. */
  readonly lastMarked: { readonly day: string; readonly half: Half } | null;
  readonly missing: readonly MissingSession[];
  /** Monday of the first week looked at for sessions without marks; null when there was none. */
  readonly missingFrom: string | null;
}

const RUNS_SHOWN = 20;
const CASES_SHOWN = 5;
/** Weeks with marks that are looked through for sessions without. */
export const WEEKS_CHECKED = 4;

/**
 * Reads what was received from a school, within the viewer's scope. Null when the school is not in the scope, or not in the list
 * of schools. Without the right to sensitive items, code Y5 is not told from Y7.
 */
export async function readDataReceived(
  database: Database,
  scope: Scope,
  urn: number,
  now: Date,
): Promise<ReceivedFacts | null> {
  if (!scope.urns.includes(urn)) return null;
  return withScope(database, scopeOfSchool(scope, urn), async (transaction) => {
    const fresh = await readFreshSchool(transaction, urn);
    if (!fresh) return null;
    const runs = await readRuns(transaction, urn, RUNS_SHOWN);
    const cases = await readIssueCases(transaction, urn, CASES_SHOWN);
    const { weeks, ...totals } = await readTotals(transaction, urn, WEEKS_CHECKED);
    return {
      ...fresh,
      now,
      runs: scope.sensitive ? runs : withoutHidden(runs, await countHiddenChanges(transaction, urn)),
      ...totals,
      issues: await readIssueGroups(transaction, urn),
      cases: scope.sensitive ? cases : cases.map((each) => ({ ...each, detail: hideSensitiveDetail(each.detail) })),
      ...(await readMissing(transaction, urn, weeks, fresh.freshness)),
    };
  });
}

/** Runs in which a change of Y5 into Y7, or back, was no change: else the number would tell that there was one. */
const withoutHidden = (runs: readonly RunRow[], hidden: ReadonlyMap<number, number>): RunRow[] =>
  runs.map((run) => ({ ...run, changed: Math.max(0, run.changed - (hidden.get(run.startedAt.getTime()) ?? 0)) }));

/** Kept by the version of the pupils' years: they are written in the transaction that changes the register, so it tells of both. */
async function readMissing(handle: Handle, urn: number, weeks: readonly string[], { lastSucceeded }: FreshnessFacts) {
  const first = weeks.at(-1);
  if (first === undefined || !lastSucceeded) return { missing: [], missingFrom: null };
  const due = registersDue(lastSucceeded.startedAt);
  const find = async () =>
    findMissingMarks(
      weeks,
      await readMarks(handle, urn, weeks),
      await readRoll(handle, urn, first),
      await readNcYears(handle, urn),
      due,
    );
  const missing = await readKept(handle, urn, `missing ${weeks.join()} ${due.date} ${due.half}`, find, () => 1);
  return { missing, missingFrom: first };
}

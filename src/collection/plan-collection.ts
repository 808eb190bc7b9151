import { academicYear, academicYearOf } from '../domain/sessions/academic-year.ts';
import { addDays, type Half } from '../domain/sessions/dates.ts';
import { heldThrough, londonDate } from '../domain/sessions/london.ts';
import { schoolDays } from '../domain/sessions/school-days.ts';
import type { RunHistory, RunKind } from '../store/collection-runs.ts';

/** What one collection of one school reads and may change. */
export interface CollectionPlan {
  readonly kind: RunKind;
  readonly from: string;
  readonly to: string;
  /** Reads what changed since; null reads everything in the window. */
  readonly since: Date | null;
  readonly held: { date: string; half: Half };
  readonly seenThrough: { date: string; half: Half } | null;
  /** First day whose codes are still refreshed; null when nothing was read completely before. */
  readonly openFrom: string | null;
}

export interface PlanOptions {
  readonly refreshDays: number;
  readonly completeReadDays: number;
  readonly overlapHours: number;
  /** The operator's own range. */
  readonly range?: { from: string; to: string } | undefined;
  /** First day of a first load, in place of the year to date. */
  readonly firstDay?: string | undefined;
  /** Read completely though it is not due. */
  readonly complete?: boolean | undefined;
}

/** A year counts as taught from when four weeks of school days have passed since 1 September. */
const TAUGHT_DAYS = 20;

/** First day of a first load: the academic year in progress, or the one before while fewer than four weeks have been taught. */
export function yearToCollect(today: string): string {
  const year = academicYearOf(today);
  const september = `${year.startYear}-09-01`;
  const taught = today < september ? 0 : schoolDays(september, today).length;
  return taught < TAUGHT_DAYS ? academicYear(year.startYear - 1).start : year.start;
}

/**
 * Plans a collection (design.md, "Reading a source"). The window reaches back the refresh period before the earlier of today
 * and the last complete run. A session's code is refreshed by every run up to and including the first complete one on or
 * after the last day of its refresh period: only a complete run proves that nothing was left out.
 */
export function planCollection(
  now: Date,
  history: RunHistory,
  filtersByDate: boolean,
  options: PlanOptions,
): CollectionPlan {
  const today = londonDate(now);
  const held = heldThrough(now);
  const { last, lastCompleteAt } = history;
  const rules = {
    held,
    seenThrough: last ? { date: last.heldDate, half: last.heldHalf } : null,
    openFrom: lastCompleteAt ? addDays(londonDate(lastCompleteAt), 1 - options.refreshDays) : null,
  };
  const yearEnd = academicYearOf(today).end;
  const yearStart = options.firstDay ?? yearToCollect(today);
  // A range is read again, not ahead: what no ordinary run has seen yet stays for the next one.
  if (options.range) return { kind: 'range', ...options.range, since: null, ...rules, held: rules.seenThrough ?? held };
  if (!last || !lastCompleteAt) return { kind: 'first', from: yearStart, to: yearEnd, since: null, ...rules };
  const from = addDays(londonDate(lastCompleteAt) < today ? londonDate(lastCompleteAt) : today, -options.refreshDays);
  const due = londonDate(lastCompleteAt) <= addDays(today, -options.completeReadDays);
  if (options.complete || due)
    return { kind: 'complete', from: from < yearStart ? from : yearStart, to: yearEnd, since: null, ...rules };
  if (filtersByDate) return { kind: 'complete', from, to: yearEnd, since: null, ...rules };
  return {
    kind: 'since',
    from,
    to: yearEnd,
    since: new Date(last.startedAt.getTime() - options.overlapHours * 3_600_000),
    ...rules,
  };
}

import { codeOfMark } from '../../domain/codes/codes.ts';
import { type Counts, possible } from '../../domain/measures/counts.ts';
import { unpackCounts } from '../../domain/tallies/packed-counts.ts';
import type { Fraction } from '../report-view.ts';

/** With fewer schools, nothing is said to have hit several. */
export const FEWEST_SCHOOLS = 3;

/** A code at a school: its share of possible sessions in the week, and in the weeks of the year before. */
export interface CodeAtSchool {
  readonly code: string;
  readonly urn: number;
  readonly share: Fraction;
  readonly before: Fraction;
}

/** At least twice the school's own share before, and at least one percentage point more; exact integers. */
export const isSurge = ({ share, before }: Pick<CodeAtSchool, 'share' | 'before'>): boolean => {
  if (share.denominator === 0 || before.denominator === 0) return false;
  const [now, then] = [share.numerator * before.denominator, before.numerator * share.denominator];
  return now >= 2 * then && 100 * (now - then) >= share.denominator * before.denominator;
};

/**
 * Codes of possible sessions that surged at a school; the two marks of ordinary presence are none.
 * @param week packed counts of the week, and of the weeks before
 */
export function findSurges(urn: number, week: string, before: string): CodeAtSchool[] {
  const [now, then] = [unpackCounts(week), unpackCounts(before)];
  const [base, baseBefore] = [possibleOf(now), possibleOf(then)];
  return [...now].flatMap(([mark, sessions]) => {
    const code = codeOfMark(mark);
    if (!code?.possible || code.code === '/' || code.code === '\\') return [];
    const found = {
      code: code.code,
      urn,
      share: { numerator: sessions, denominator: base },
      before: { numerator: then.get(mark) ?? 0, denominator: baseBefore },
    };
    return isSurge(found) ? [found] : [];
  });
}

const possibleOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts].reduce((sum, [mark, count]) => sum + (codeOfMark(mark)?.possible ? count : 0), 0);

/** Attendance of a week at least two percentage points under the school's own of the year to date; exact integers. */
export function isLow(week: Counts, toDate: Counts): boolean {
  const [base, all] = [possible(week), possible(toDate)];
  return base > 0 && all > 0 && 100 * (toDate.attended * base - week.attended * all) >= 2 * base * all;
}

/** The letters with which a postcode begins: `B`, `LS`. */
export const postcodeArea = (postcode: string | null): string | null =>
  /^([A-Z]{1,2})\d/.exec((postcode ?? '').trim().toUpperCase())?.[1] ?? null;

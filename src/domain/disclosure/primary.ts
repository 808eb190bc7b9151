import type { DisclosureSettings } from './settings.ts';
import { type Row, totalOf } from './table.ts';

/** Why a row may not be published by itself. */
export type Unsafe = 'few-schools' | 'dominance' | 'few-pupils' | 'small-count' | 'all-or-none';

type Figures = Pick<Row, 'counts' | 'of' | 'schools' | 'largest' | 'pupils'>;

/**
 * What makes a row unsafe; nothing for a row without schools, which says nothing about anybody. A rate of 0 % or 100 % tells about
 * everyone in it, so no absence at all, or nothing else, counts as small.
 */
export function findUnsafe(row: Figures, settings: DisclosureSettings): Unsafe[] {
  if (row.schools === 0) return [];
  const found: Unsafe[] = [];
  const total = totalOf(row);
  const least = row.largest === null ? settings.leastSchoolsUnknown : settings.leastSchools;
  if (row.schools < least) found.push('few-schools');
  if (row.largest !== null && isDominated(row.largest, settings)) found.push('dominance');
  const pupils = row.of === 'pupils' ? total : row.pupils;
  if (pupils !== null && pupils < settings.leastPupils) found.push('few-pupils');
  if (row.of === 'pupils' && hasSmallCount(row, total, settings)) found.push('small-count');
  if (row.of === 'sessions' && isAllOrNone(row, total)) found.push('all-or-none');
  return found;
}

/** One school has nearly all, or the second largest could work out the largest by taking out its own: what is left tells it too closely (p% rule). */
const isDominated = ([first, second, all]: NonNullable<Row['largest']>, settings: DisclosureSettings): boolean =>
  first > settings.largestShare * all || all - first - second < settings.leastRemainderShare * first;

const count = ({ counts }: Figures, measure: string) => counts.get(measure) ?? 0;

/** Pupils persistently absent, severe among them, and where they are told apart pupils severely absent. None at all is small as well. */
function hasSmallCount(row: Figures, total: number, { leastCount }: DisclosureSettings): boolean {
  const severe = row.counts.get('severe');
  const persistent = count(row, 'persistent') + (severe ?? 0);
  return [persistent, severe].some((each) => each !== undefined && (each < leastCount || total - each < leastCount));
}

/** Nobody was absent, or nobody attended, of those who could. */
function isAllOrNone(row: Figures, total: number): boolean {
  const absent = count(row, 'authorised') + count(row, 'unauthorised');
  return row.counts.has('unauthorised') && total > 0 && (absent === 0 || absent === total);
}

/**
 * Rows together, as the rest of a sum tells them.
 * @param isTime they are of one area and phase at different times: the same schools may be in all of them
 */
export function together(rows: readonly Row[], isTime: boolean): Figures {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const [measure, value] of row.counts) counts.set(measure, (counts.get(measure) ?? 0) + value);
  const isKnown = rows.every(({ largest }) => largest !== null);
  return {
    counts,
    of: rows[0]!.of,
    schools: isTime ? Math.max(...rows.map(({ schools }) => schools)) : add(rows.map(({ schools }) => schools)),
    largest: isKnown
      ? largestOf(
          rows.map(({ largest }) => largest!),
          isTime,
        )
      : null,
    pupils: pupilsOf(rows, isTime),
  };
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

function largestOf(all: readonly NonNullable<Row['largest']>[], isTime: boolean): Row['largest'] {
  const sums = [0, 1, 2].map((place) => add(all.map((each) => each[place]!)));
  if (isTime) return [sums[0]!, sums[1]!, sums[2]!];
  const [first, second] = all.flatMap((each) => each.slice(0, 2)).toSorted((a, b) => b - a);
  return [first!, second!, sums[2]!];
}

function pupilsOf(rows: readonly Row[], isTime: boolean): number | null {
  const known = rows.flatMap(({ pupils }) => (pupils === null ? [] : [pupils]));
  if (known.length < rows.length) return null;
  return isTime ? Math.max(...known) : add(known);
}

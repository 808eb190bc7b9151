import type { Linked } from './links.ts';
import type { Target } from './move.ts';
import type { Row } from './table.ts';

/**
 * How much of a change of a line falls on each time: most hidden figures are hidden on the days, in the weeks and in the year at once, and what
 * changes in one changes in all. The rows of a line at these times change together or not at all.
 */
export type Pattern = ReadonlyMap<string, number>;

/** So many other times are tried to make up for a change, the nearest first. */
const MOST_TIMES = 6;
/** And so many rows that could take over what a longer time has less. */
const MOST_PARTNERS = 4;

/** The patterns in which a count could change so much, those of fewest rows first. */
export function* patternsOf(linked: Linked, isUnknown: (row: Row) => boolean, target: Target): Generator<Pattern> {
  const { times } = linked;
  const { row } = target;
  if (!linked.timed.has(row.line)) {
    yield new Map([[row.time, 1]]);
    return;
  }
  const isKnown = (other: Row | undefined) => other !== undefined && !isUnknown(other);
  const own = linked.lineOf.get(row)!;
  // What is left of a sum is shown nowhere, but that beside it is, which must make up for it.
  const shown = times.longerThan(row.time).filter((time) => row.kind === 'rest' || isKnown(own.get(time)));
  const withoutShown = (pattern: Map<string, number>): Pattern => {
    if (row.kind !== 'rest') for (const time of shown) pattern.delete(time);
    return pattern;
  };
  const spreads = [...spreadsOf(linked, isUnknown, target)];
  for (const { at } of spreads) yield withoutShown(times.spread(at(row.time, 1)));
  if (shown.length === 0) return;
  for (const other of timesLike(linked, row, shown, isUnknown))
    for (const { at } of spreads) yield withoutShown(times.spread(new Map([...at(row.time, 1), ...at(other, -1)])));
}

/** Times as long as that of a row, within all longer ones in which it is shown, at which it is hidden too: those that share most come first. */
function timesLike(
  { times, lineOf }: Linked,
  row: Row,
  shown: readonly string[],
  isUnknown: (row: Row) => boolean,
): string[] {
  const longer = new Set(times.longerThan(row.time));
  const height = times.heightOf(row.time);
  const found: { readonly time: string; readonly shared: number }[] = [];
  for (const [time, other] of lineOf.get(row)!) {
    if (time === row.time || other.kind !== 'published' || !isUnknown(other) || times.heightOf(time) !== height)
      continue;
    const own = times.longerThan(time);
    if (!shown.every((each) => own.includes(each))) continue;
    found.push({ time, shared: own.filter((each) => longer.has(each)).length });
  }
  return found
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, MOST_TIMES)
    .map(({ time }) => time);
}

/** Ways to spread a change of a time over the shortest times in it. */
interface Spread {
  readonly at: (time: string, amount: 1 | -1) => ReadonlyMap<string, number>;
}

/**
 * A change of a longer time falls on the shortest times in it as the counts do of the line that has less for it: the row's own, or that of
 * a row beside it, at times when both are hidden.
 */
function* spreadsOf(
  linked: Linked,
  isUnknown: (row: Row) => boolean,
  { row, measure, amount }: Target,
): Generator<Spread> {
  const { times, lineOf, linksOf } = linked;
  const own = lineOf.get(row)!;
  /** Breakdowns have weeks and no days. */
  const shortestIn = (time: string): string[] => {
    const shorter = times.within(time).filter((each) => own.has(each));
    return shorter.length === 0 ? [time] : shorter.filter((each) => !times.within(each).some((part) => own.has(part)));
  };
  if (shortestIn(row.time)[0] === row.time) {
    yield { at: (time, sign) => new Map([[time, sign]]) };
    return;
  }
  const unknownAt = (line: ReadonlyMap<string, Row>, time: string) => {
    const other = line.get(time);
    return other !== undefined && isUnknown(other) ? other : null;
  };
  const spread = (other: ReadonlyMap<string, Row>): Spread => ({
    at: (time, sign) => {
      const less = amount * sign > 0 ? other : own;
      const both = shortestIn(time).filter((each) => unknownAt(own, each) && unknownAt(other, each));
      const counts = both.map((each) => less.get(each)!.counts.get(measure) ?? 0);
      const all = counts.reduce((sum, count) => sum + count, 0);
      return new Map(both.map((each, place) => [each, all > 0 ? (sign * counts[place]!) / all : sign / both.length]));
    },
  });
  const partners = (linksOf.get(row.key) ?? [])
    .filter(({ isTime, measures }) => !isTime && measures.has(measure))
    .flatMap(({ members }) => members)
    .filter(({ row: other }) => other !== row && other.kind === 'published' && isUnknown(other))
    .map(({ row: other }) => other)
    .toSorted((a, b) => (b.counts.get(measure) ?? 0) - (a.counts.get(measure) ?? 0))
    .slice(0, MOST_PARTNERS);
  for (const partner of partners) yield spread(lineOf.get(partner)!);
  if (partners.length === 0) yield spread(own);
}

/**
 * The rows that change with a row, and each by how much when it changes by one; null when its line lacks one of them, or when nothing of it changes in
 * this pattern. Lines whose times are not summed are in no pattern and change alone; without a pattern all do.
 * @param may whether a row may change
 */
export function changingWith(
  { lineOf, timed }: Pick<Linked, 'lineOf' | 'timed'>,
  row: Row,
  pattern: Pattern | null,
  may: (row: Row) => boolean = () => true,
): readonly (readonly [Row, number])[] | null {
  const own = pattern?.get(row.time);
  if (pattern === null || !timed.has(row.line)) return may(row) ? [[row, 1]] : null;
  if (own === undefined) return null;
  const line = lineOf.get(row)!;
  const found: [Row, number][] = [];
  for (const [time, amount] of pattern) {
    const other = line.get(time);
    if (other === undefined || !may(other)) return null;
    found.push([other, amount / own]);
  }
  return found;
}

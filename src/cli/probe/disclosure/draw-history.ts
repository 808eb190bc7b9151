import { PHASES, type Phase } from '../../../domain/statistics/phase.ts';
import type { Random } from '../../../sandbox/random.ts';
import { authoritiesOf, type History, type HistorySchool, MONDAYS, weekdaysFrom } from './history.ts';

type Range = readonly [least: number, most: number];

/** How many there are of each. */
export interface Size {
  readonly authorities: Range;
  readonly phases: Range;
  /** 6 weeks at most. */
  readonly weeks: Range;
  /** At most, and one for each week at most. */
  readonly releases: number;
  /** Else weeks have one or two days. */
  readonly wholeWeeks: boolean;
}

/** As many as are attacked in a moment. */
export const SMALL: Size = { authorities: [3, 6], phases: [1, 2], weeks: [2, 3], releases: 3, wholeWeeks: false };

/** All that can happen to schools between releases, at random: they join and leave, send a week late, and are open alone. */
export function drawHistory(random: Random, size: Size): History {
  const weeks = random.between(...size.weeks);
  const first = random.between(0, MONDAYS.length - weeks);
  const mondays = MONDAYS.slice(first, first + weeks);
  const days = mondays.flatMap((monday) => {
    const all = weekdaysFrom(monday);
    return size.wholeWeeks ? all : all.slice(0, random.between(1, 2));
  });
  // Each later release has one week more, and the last has all.
  const asOf = mondays.slice(-size.releases).map((monday) => weekdaysFrom(monday)[4]!);
  const authorities = authoritiesOf(random.between(...size.authorities));
  const phases = PHASES.slice(0, random.between(...size.phases));
  const drawn = { days, mondays, releases: asOf.length };
  const schools = authorities.flatMap((authority, place) =>
    phases.flatMap((phase, number) =>
      drawSchools(random, drawn, { authority, phase, firstId: place * 1000 + number * 100 }),
    ),
  );
  return { authorities, schools, days, asOf };
}

interface Drawn {
  readonly days: readonly string[];
  readonly mondays: readonly string[];
  readonly releases: number;
}

const MOST_SCHOOLS = { Primary: 11, Secondary: 8, Special: 6 } as const;

/** The schools of an authority and phase: some join together, and on some days one of them alone is open. */
function drawSchools(
  random: Random,
  { days, mondays, releases }: Drawn,
  { authority, phase, firstId }: { authority: HistorySchool['authority']; phase: Phase; firstId: number },
): HistorySchool[] {
  const count = random.between(phase === 'Special' ? 0 : 2, MOST_SCHOOLS[phase]);
  const firstOdd = random.below(days.length);
  const odd = random.next() < 0.15 ? days.slice(firstOdd, firstOdd + random.pick([1, 1, 5])) : [];
  const release = () => random.between(1, releases - 1);
  const together = random.next() < 0.1 ? release() : 0;
  return Array.from({ length: count }, (_, own): HistorySchool => {
    const id = firstId + own;
    const pupils = random.next() < 0.05 ? random.between(3, 40) : random.between(150, 450);
    const joins = together > 0 && own < 6 ? together : random.next() < 0.05 ? release() : 0;
    const leaves = random.next() < 0.05 ? Math.max(joins + 1, release()) : Number.POSITIVE_INFINITY;
    const late = random.next() < 0.05 && { late: { monday: random.pick(mondays), from: release() } };
    const away = random.next() < 0.1 ? [random.pick(days)] : [];
    const closed = new Set([...away, ...(own > 0 ? odd : [])]);
    return { id, authority, phase, pupils, joins, leaves, closed, boys: random.next() < 0.1, ...late };
  });
}

import type { RawCharacteristics } from '../raw-school.ts';
import { type Asked, isStatistical, SENSITIVE_TRAITS, TRAITS, traitOf } from './asked.ts';
import { firstPublishedDay, halfTerms, monday, plusDays, springBankHoliday, terms } from './calendar.ts';
import { inWeek, type Known, type Sat, type Tally, tally, whoAt } from './known-register.ts';

/** A pupil of a selection, with all that counts of their sessions. */
export interface OwnSessions {
  readonly pupil: number;
  readonly who: RawCharacteristics;
  readonly sessions: readonly Sat[];
  readonly tally: Tally;
}

/** What an address chooses of a register. */
export interface Chosen {
  readonly from: string;
  readonly to: string;
  readonly population: 'all' | 'statistical';
  readonly sessions: readonly Sat[];
  /** Sessions of the period of all pupils, but for those that the definition leaves out. */
  readonly inPeriod: readonly Sat[];
  readonly pupils: readonly OwnSessions[];
  /** Whether whoever is like this is chosen. */
  readonly includes: (who: RawCharacteristics) => boolean;
}

/**
 * Chooses sessions and pupils as the contract of the reports says.
 * @param days first and last, where a page has others than those of the address
 */
export function choose(
  known: Known,
  asked: Asked,
  sensitive: boolean,
  days: { readonly from: string; readonly to: string } = periodOf(known, asked),
): Chosen {
  const { from, to } = days;
  const population = populationOf(known, asked);
  const traits = TRAITS.filter(
    (trait) => asked.groups[trait] !== undefined && (sensitive || !SENSITIVE_TRAITS.includes(trait)),
  );
  const includes = (who: RawCharacteristics) =>
    (population === 'all' || isStatistical(who)) &&
    traits.every((trait) => traitOf(trait, who) === asked.groups[trait]);
  const published = { from: firstPublishedDay(known.year.from), yearEleven: springBankHoliday(known.year.from) };
  // Not before the first full week of the Department's series, and year 11 not after the spring bank holiday.
  const isPublished = ({ date, who }: Sat) =>
    date >= published.from && !(who.ncYear === '11' && date >= published.yearEleven);
  const counts = (session: Sat) =>
    session.date >= from && session.date <= to && (asked.definition === 'here' || isPublished(session));
  const inPeriod = known.sessions.filter(counts);
  const byPupil = Map.groupBy(inPeriod, ({ pupil }) => pupil);
  const pupils = [...byPupil].flatMap(([pupil, sessions]): OwnSessions[] => {
    const who = whoAt(known, pupil, to);
    const all = tally(sessions);
    return who && includes(who) && all.possible > 0 ? [{ pupil, who, sessions, tally: all }] : [];
  });
  const sessions = inPeriod.filter(({ who }) => includes(who));
  return { from, to, population, sessions, inPeriod, pupils, includes };
}

/** Years 1 to 11 and X unless told otherwise, or nobody in the year's register was in one. */
function populationOf(known: Known, { population, definition }: Asked): 'all' | 'statistical' {
  if (definition === 'published') return 'statistical';
  return population ?? (hasStatistical(known) ? 'statistical' : 'all');
}

/** Whether anybody in the year's register was in years 1 to 11, or X. */
export function hasStatistical({ school, year }: Known): boolean {
  const pupils = new Map(school.pupils.map((pupil) => [pupil.id, pupil]));
  const inYear = school.marks.filter(({ date }) => date >= year.from && date <= year.to);
  return inYear.some(({ pupil, date }) => isStatistical(inWeek(pupils.get(pupil)!, monday(date))));
}

/** First and last day of the period, within the academic year. */
export function periodOf({ year, open }: Pick<Known, 'year' | 'open'>, asked: Asked): { from: string; to: string } {
  const latest = open.at(-1) ?? year.from;
  const within = (day: string) => (day < year.from ? year.from : day > year.to ? year.to : day);
  const on = within(asked.on ?? latest);
  if (asked.period === 'year') return { from: year.from, to: latest };
  if (asked.period === 'day') return { from: on, to: on };
  if (asked.period === 'week') return { from: monday(on), to: plusDays(monday(on), 6) };
  if (asked.period === 'range') {
    const [from, to] = [within(asked.from ?? open[0] ?? year.from), within(asked.to ?? latest)];
    return { from, to };
  }
  const parts = asked.period === 'term' ? terms(year.from) : halfTerms(year.from, open);
  const part = parts.filter(({ from }) => from <= on).at(-1) ?? parts[0]!;
  return { from: part.from, to: part.to };
}

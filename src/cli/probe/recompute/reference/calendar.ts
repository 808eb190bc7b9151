/**
 * Calendar arithmetic of the reference, by the language's own Date at noon UTC: it shares nothing with domain/sessions. Dates are
 * `YYYY-MM-DD`, and compare as text.
 */
const at = (date: string): number => Date.parse(`${date}T12:00:00Z`);
const DAY = 86_400_000;

export const plusDays = (date: string, days: number): string =>
  new Date(at(date) + days * DAY).toISOString().slice(0, 10);
export const daysFrom = (from: string, to: string): number => Math.round((at(to) - at(from)) / DAY);
/** 1 for Monday to 7 for Sunday. */
export const weekday = (date: string): number => new Date(at(date)).getUTCDay() || 7;

const mondays = new Map<string, string>();
/** The Monday on or before a day; kept, since it is asked for again and again. */
export function monday(date: string): string {
  let found = mondays.get(date);
  if (found === undefined) mondays.set(date, (found = plusDays(date, 1 - weekday(date))));
  return found;
}

/** Every day from one to another, both inclusive. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day);
  return days;
}

const firsts = new Map<number, string>();
/** First Monday of August: where the academic year of that calendar year begins; kept, as Mondays are. */
function firstOfYear(year: number): string {
  let day = firsts.get(year) ?? `${year}-08-01`;
  while (weekday(day) !== 1) day = plusDays(day, 1);
  firsts.set(year, day);
  return day;
}

/** The academic year, in whole weeks, that a day is in. */
export function yearOf(date: string): { startYear: number; from: string; to: string } {
  const calendar = Number(date.slice(0, 4));
  const startYear = date >= firstOfYear(calendar) ? calendar : calendar - 1;
  return { startYear, from: firstOfYear(startYear), to: plusDays(firstOfYear(startYear + 1), -1) };
}

/** Easter Sundays, by hand from the tables of the Book of Common Prayer. */
const EASTER: Readonly<Record<number, string>> = {
  2022: '2022-04-17',
  2023: '2023-04-09',
  2024: '2024-03-31',
  2025: '2025-04-20',
  2026: '2026-04-05',
  2027: '2027-03-28',
  2028: '2028-04-16',
};

export interface Part {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** The three terms of the census of absence: to the end of December, to Easter Sunday, and the rest. */
export function terms(date: string): Part[] {
  const { startYear, from, to } = yearOf(date);
  const easter = EASTER[startYear + 1]!;
  return [
    { key: 'autumn', from, to: `${startYear}-12-31` },
    { key: 'spring', from: `${startYear + 1}-01-01`, to: easter },
    { key: 'summer', from: plusDays(easter, 1), to },
  ];
}

/**
 * A term is cut once, where most whole weeks in a row are without a day of the school, between weeks with one; the earliest of
 * equal ones.
 * @param open the days on which the school had a possible session
 */
export function halfTerms(date: string, open: readonly string[]): Part[] {
  return terms(date).flatMap((term) => {
    const weeks = [...new Set(open.filter((day) => day >= term.from && day <= term.to).map(monday))].sort();
    let [longest, cut] = [0, ''];
    for (let each = 1; each < weeks.length; each++) {
      const empty = daysFrom(weeks[each - 1]!, weeks[each]!) / 7 - 1;
      if (empty > longest) [longest, cut] = [empty, weeks[each - 1]!];
    }
    if (longest === 0) return [term];
    return [
      { key: `${term.key}-1`, from: term.from, to: plusDays(cut, 6) },
      { key: `${term.key}-2`, from: plusDays(cut, 7), to: term.to },
    ];
  });
}

/** First day of the Department's series in the academic year of a day: four are published, later ones are the contract's rule. */
export function firstPublishedDay(date: string): string {
  const { startYear } = yearOf(date);
  const published = { 2022: '2022-09-12', 2023: '2023-09-11', 2024: '2024-09-09', 2025: '2025-09-08' }[startYear];
  if (published) return published;
  let day = `${startYear}-09-07`;
  while (weekday(day) !== 1) day = plusDays(day, 1);
  return day;
}

/** The spring bank holiday, from which year 11 is left out of published figures: the last Monday of May. */
export const springBankHoliday = (date: string): string => monday(`${yearOf(date).startYear + 1}-05-31`);

/** London's date at an instant: an hour ahead of UTC from the last Sunday of March to the last Sunday of October, at 1am UTC. */
export function dayInLondon(instant: string): string {
  const year = instant.slice(0, 4);
  const lastSunday = (end: string) => plusDays(end, -(weekday(end) % 7));
  const summer =
    instant >= `${lastSunday(`${year}-03-31`)}T01:00:00` && instant < `${lastSunday(`${year}-10-31`)}T01:00:00`;
  return new Date(Date.parse(instant) + (summer ? 3_600_000 : 0)).toISOString().slice(0, 10);
}

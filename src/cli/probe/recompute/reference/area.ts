import type { RawSchool } from '../raw-school.ts';
import type { Asked } from './asked.ts';
import { dayInLondon, monday, yearOf } from './calendar.ts';
import { type Chosen, choose, hasStatistical, periodOf } from './choose.ts';
import { type Known, knownAt, latestDay } from './known-register.ts';

/** A school of an area, in the academic year that the address is about. */
export interface AreaSchool {
  readonly known: Known;
  /** Of the period. */
  readonly chosen: Chosen;
  /** The same pupils, over the whole academic year. */
  readonly whole: Chosen;
  /** It has a possible session in the year: else it has no figures. */
  readonly isOpen: boolean;
}

/** The schools of an area under a selection. */
export interface Area {
  readonly schools: readonly AreaSchool[];
  /** With the population in force, and without what an area's pages do not have. */
  readonly asked: Asked;
  readonly sensitive: boolean;
  readonly year: Known['year'];
  /** First and last day in which weeks are full weeks of the period. */
  readonly period: { readonly from: string; readonly to: string };
  /** First and last day of the period itself. */
  readonly span: { readonly from: string; readonly to: string };
}

/** What the pages of several schools are made from. All schools of the probe are primary schools, and as they stand now. */
export function areaOf(schools: readonly RawSchool[], given: Asked, sensitive: boolean, now: string): Area {
  const ofPhase = ['all', 'primary'].includes(given.own['phase'] ?? 'all') ? schools : [];
  const asked: Asked = { ...given, known: null };
  const latest = ofPhase
    .flatMap((school) => latestDay(school, null) ?? [])
    .sort()
    .at(-1);
  const year = yearOf(asked.on ?? asked.to ?? asked.from ?? latest ?? dayInLondon(now));
  const inYear = ofPhase.map((school) => knownAt(school, { ...asked, on: year.from }));
  const period = periodOf({ year, open: openDays(inYear, asked) }, asked);
  const days = asked.period === 'year' ? year : period;
  const population =
    asked.definition === 'published'
      ? 'statistical'
      : (asked.population ?? (inYear.some(hasStatistical) ? 'statistical' : 'all'));
  const inForce = { ...asked, population };
  return {
    schools: inYear.map((known) => ({
      known,
      chosen: choose(known, inForce, sensitive, days),
      whole: choose(known, inForce, sensitive, year),
      isOpen: known.open.length > 0,
    })),
    asked: inForce,
    sensitive,
    year,
    period: asked.period === 'year' ? { from: period.from, to: year.to } : period,
    span: period,
  };
}

/**
 * The first and the last day on which any school was open; for half terms, between them the Mondays of weeks in which at least half of
 * the schools were.
 */
function openDays(schools: readonly Known[], { period }: Asked): string[] {
  const all = [...new Set(schools.flatMap(({ open }) => open))].sort();
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (period !== 'half-term') return [first, last];
  const open = schools.filter((each) => each.open.length > 0).map((each) => new Set(each.open.map(monday)));
  const common = [...new Set(all.map(monday))].filter(
    (week) => open.filter((weeks) => weeks.has(week)).length * 2 >= open.length && week > first && week < last,
  );
  return [first, ...common, last];
}

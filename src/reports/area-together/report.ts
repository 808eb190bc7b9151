import { sql } from 'kysely';
import type { Handle } from '../../store/database.ts';
import { readSchoolFigures, type SchoolFigures } from '../area/figures.ts';
import { fullWeeks, mondayOfNumber, numberOfDay } from '../area/full-weeks.ts';
import type { AreaFacts, AreaParts, AreaReport } from '../area-report.ts';
import { viewAreaTogether } from './view.ts';

/** Packed counts by code of a school: in the week that is looked at, and in the weeks of the academic year before it. */
export interface SchoolCodes {
  readonly urn: number;
  readonly week: string | null;
  readonly before: string | null;
}

export interface AreaTogetherFacts {
  /** Monday of the week that is looked at; null when no school has had a full week. */
  readonly week: string | null;
  /** Schools that have had it in full. */
  readonly urns: readonly number[];
  readonly codes: readonly SchoolCodes[];
  /** Year to date. */
  readonly figures: ReadonlyMap<number, SchoolFigures>;
}

/** What hit several schools at the same time: a code, a week, a place. */
export const areaTogether: AreaReport<AreaTogetherFacts> = {
  name: 'Hit at the same time',
  path: '/area/together',
  names: false,
  without: ['groups', 'definition'],
  more: readAreaTogether,
  view: viewAreaTogether,
};

async function readAreaTogether({ transaction, facts }: AreaParts): Promise<AreaTogetherFacts> {
  const { asked, year, population } = facts;
  const period = { kind: 'year', from: year.start, to: year.end };
  const figures = await readSchoolFigures(transaction, { ...asked, period });
  const { week, urns } = findWeek(facts, figures);
  const group = population === 'all' ? 'all' : 'statistical';
  const codes = week === null ? [] : await readSchoolCodes(transaction, urns, group, { from: year.start, week });
  return { week, urns, codes, figures };
}

/** The week that was chosen, or the latest full one of the period, and the schools that had it in full. */
function findWeek(
  { schools, year, period }: AreaFacts,
  figures: ReadonlyMap<number, SchoolFigures>,
): { week: string | null; urns: number[] } {
  const whole = { ...period, kind: 'year' as const, from: year.start, to: year.end };
  const full = schools.flatMap((school) => {
    const own = figures.get(school.urn);
    return own ? [{ urn: school.urn, numbers: fullWeeks(school, own, year, whole) }] : [];
  });
  const last = period.kind === 'year' ? Number.POSITIVE_INFINITY : numberOfDay(year, period.to);
  const number = Math.max(-1, ...full.flatMap(({ numbers }) => numbers.filter((each) => each <= last)));
  if (number < 0 || (period.kind !== 'year' && number < numberOfDay(year, period.from)))
    return { week: null, urns: [] };
  return {
    week: mondayOfNumber(year, number),
    urns: full.flatMap(({ urn, numbers }) => (numbers.includes(number) ? [urn] : [])),
  };
}

async function readSchoolCodes(
  handle: Handle,
  urns: readonly number[],
  group: string,
  { from, week }: { readonly from: string; readonly week: string },
): Promise<SchoolCodes[]> {
  const { rows } = await sql<SchoolCodes>`
    SELECT school_urn AS urn, string_agg(counts, '') FILTER (WHERE week = ${week}::date) AS week,
      string_agg(counts, '') FILTER (WHERE week < ${week}::date) AS before
    FROM tally_week
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND week BETWEEN ${from}::date AND ${week}::date AND pupil_group = ${group}
    GROUP BY school_urn`.execute(handle);
  return rows;
}

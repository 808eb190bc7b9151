import { codeOfMark } from '../codes/codes.ts';
import type { Characteristics } from '../pupils/characteristics.ts';
import { addDays, dayOfWeek } from '../sessions/dates.ts';
import type { PublishedTallyRow } from './tally-published.ts';

/** A school's register of an academic year. */
export interface PlainSchool {
  readonly rows: readonly PublishedTallyRow[];
  readonly profiles: ReadonlyMap<number, Characteristics>;
}

/** What published statistics count of a school, from one day to another, of one group. */
export interface PlainFigures {
  /** By mark. */
  readonly counts: ReadonlyMap<string, number>;
  readonly schoolDays: number;
  readonly pupilDays: number;
  readonly possible: number;
  readonly bands: readonly number[];
}

/** The dates that a year's figures hang on, written down here again and not taken from the rules. */
export interface PlainYear {
  readonly first: string;
  readonly yearElevenEnds: string;
}

interface Session {
  readonly pupil: number;
  readonly date: string;
  readonly mark: string;
  readonly of: Characteristics;
}

/** Works figures out mark by mark, in the plainest way: what the tallies are compared with. */
export function plainFigures(
  school: PlainSchool,
  year: PlainYear,
  group: string,
  from: string,
  to: string,
): PlainFigures {
  const all = sessionsOf(school, year).filter(({ date }) => date >= from && date <= to);
  const openDays = new Set(all.filter(isPossible).map(({ date }) => date));
  const sessions = all.filter(({ date, mark }) => openDays.has(date) && isReadable(mark));
  const own = sessions.filter(({ of }) => isIn(of, group));
  const counts = new Map<string, number>();
  for (const { mark } of own) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  const enrolled = own.filter(({ mark }) => codeOfMark(mark)!.code !== 'Z');
  return {
    counts,
    schoolDays: new Set(own.filter(isPossible).map(({ date }) => date)).size,
    pupilDays: new Set(enrolled.map(({ pupil, date }) => `${pupil} ${date}`)).size,
    possible: own.filter(isPossible).length,
    bands: bandsOf(
      all.filter(({ date }) => openDays.has(date)),
      group,
    ),
  };
}

function sessionsOf({ rows, profiles }: PlainSchool, year: PlainYear): Session[] {
  return rows.flatMap(({ week, pupil, profile, marks }) =>
    [...marks].flatMap((mark, place): Session[] => {
      const date = addDays(week, Math.floor(place / 2));
      const of = profiles.get(profile)!;
      if (date < year.first || date === '2022-09-19' || dayOfWeek(date) > 5) return [];
      if (!['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', 'X'].includes(of.ncYear)) return [];
      return of.ncYear === '11' && date >= year.yearElevenEnds ? [] : [{ pupil, date, mark, of }];
    }),
  );
}

/** Each pupil over its own sessions, in the group of its last session that is counted, marked or not. */
function bandsOf(sessions: readonly Session[], group: string): number[] {
  const bands = new Array<number>(11).fill(0);
  for (const own of Map.groupBy(sessions, ({ pupil }) => pupil).values()) {
    const last = own.reduce((latest, each) => (each.date >= latest.date ? each : latest));
    const possible = own.filter(isPossible).length;
    const missed = own.filter((each) => isPossible(each) && /authorised/.test(codeOfMark(each.mark)!.category)).length;
    if (possible > 0 && isIn(last.of, group)) bands[Math.min(10, Math.floor((missed * 20) / possible))]!++;
  }
  return bands;
}

const isPossible = ({ mark }: Session): boolean => codeOfMark(mark)?.possible ?? false;
const isReadable = (mark: string): boolean => (codeOfMark(mark)?.category ?? 'missing') !== 'missing';

function isIn({ gender, senSupport, ehcPlan, freeSchoolMeals }: Characteristics, group: string): boolean {
  const [name, value] = group.split('=');
  if (name === 'gender') return (gender ?? 'unknown') === value;
  if (name === 'free_school_meals')
    return (freeSchoolMeals === null ? 'unknown' : freeSchoolMeals ? 'yes' : 'no') === value;
  if (name !== 'sen') return group === 'all';
  if (value === 'ehc_plan') return ehcPlan === true;
  if (value === 'support') return ehcPlan !== true && senSupport === true;
  if (value === 'none') return ehcPlan === false && senSupport === false;
  return ehcPlan !== true && senSupport !== true && (ehcPlan === null || senSupport === null);
}

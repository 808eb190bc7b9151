import { codeOfMark, NO_MARK } from '../codes/codes.ts';
import { type Half, sessionAt } from '../sessions/dates.ts';
import { packCounts } from './packed-counts.ts';

/** One pupil's week in the register, with the groups that its profile put it into. */
export interface TallyRow {
  readonly week: string;
  readonly marks: string;
  readonly ncYear: string;
  readonly groups: readonly string[];
}

export interface Tally {
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  /** Packed: see `packCounts`. */
  readonly counts: string;
}
export type SessionTally = Tally & { readonly day: string; readonly half: Half; readonly ncYear: string };
export type WeekTally = Tally & { readonly week: string; readonly group: string };

/** Tallies of whole weeks: by session and year group, and by week and pupil group. Sessions without a mark count nowhere. */
export function tallyWeeks(rows: readonly TallyRow[]): { sessions: SessionTally[]; weeks: WeekTally[] } {
  const sessions = new Map<string, Map<string, number>>();
  const weeks = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const own = countMarks(row, sessions);
    for (const group of row.groups) addAll(bucket(weeks, `${row.week} ${group}`), own);
  }
  return {
    sessions: [...sessions]
      .filter(([, counts]) => counts.size > 0)
      .map(([key, counts]) => {
        const [week, index, ncYear] = key.split(' ') as [string, string, string];
        const { date, half } = sessionAt(week, Number(index));
        return { day: date, half, ncYear, ...tally(counts) };
      }),
    weeks: [...weeks]
      .filter(([, counts]) => counts.size > 0)
      .map(([key, counts]) => ({ week: key.slice(0, 10), group: key.slice(11), ...tally(counts) })),
  };
}

function countMarks(row: TallyRow, sessions: Map<string, Map<string, number>>): Map<string, number> {
  const own = new Map<string, number>();
  for (let index = 0; index < row.marks.length; index++) {
    const mark = row.marks[index]!;
    if (mark === NO_MARK) continue;
    own.set(mark, (own.get(mark) ?? 0) + 1);
    const session = bucket(sessions, `${row.week} ${index} ${row.ncYear}`);
    session.set(mark, (session.get(mark) ?? 0) + 1);
  }
  return own;
}

function bucket(buckets: Map<string, Map<string, number>>, key: string): Map<string, number> {
  let found = buckets.get(key);
  if (!found) buckets.set(key, (found = new Map()));
  return found;
}

function addAll(to: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [mark, count] of from) to.set(mark, (to.get(mark) ?? 0) + count);
}

function tally(counts: ReadonlyMap<string, number>): Tally {
  let [attended, authorised, unauthorised] = [0, 0, 0];
  for (const [mark, count] of counts) {
    const category = codeOfMark(mark)?.category;
    if (category === 'present' || category === 'approved-educational-activity') attended += count;
    else if (category === 'authorised') authorised += count;
    else if (category === 'unauthorised') unauthorised += count;
  }
  return { attended, authorised, unauthorised, counts: packCounts(counts) };
}

import { ATTENDED, AUTHORISED, kindOfMark, NO_MARK, UNAUTHORISED } from '../codes/codes.ts';
import { type Half, SESSIONS_A_WEEK, sessionAt } from '../sessions/dates.ts';

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

/** Every mark is one of these characters. */
const CHARACTERS = 128;
const NONE = NO_MARK.charCodeAt(0);

/** How often each character stands in a week, by character: of a group; and of a year group, session after session. */
interface WeekCounts {
  readonly groups: Map<string, Int32Array>;
  readonly years: Map<string, Int32Array>;
}

/** Tallies of whole weeks: by session and year group, and by week and pupil group. Sessions without a mark count nowhere. */
export function tallyWeeks(rows: readonly TallyRow[]): { sessions: SessionTally[]; weeks: WeekTally[] } {
  const byWeek = new Map<string, WeekCounts>();
  for (const row of rows) {
    let counts = byWeek.get(row.week);
    if (!counts) byWeek.set(row.week, (counts = { groups: new Map(), years: new Map() }));
    countMarks(row, counts);
  }
  const sessions: SessionTally[] = [];
  const weeks: WeekTally[] = [];
  for (const [week, { groups, years }] of byWeek) {
    for (const [ncYear, counts] of years)
      for (let place = 0; place < SESSIONS_A_WEEK; place++) {
        const tally = tallyOf(counts, place * CHARACTERS);
        if (tally === null) continue;
        const { date, half } = sessionAt(week, place);
        sessions.push({ day: date, half, ncYear, ...tally });
      }
    for (const [group, counts] of groups) {
      const tally = tallyOf(counts, 0);
      if (tally !== null) weeks.push({ week, group, ...tally });
    }
  }
  return { sessions, weeks };
}

/** Done for every mark of a nation: no text is put together, and no object made. */
function countMarks({ marks, ncYear, groups }: TallyRow, counts: WeekCounts): void {
  const year = countsFor(counts.years, ncYear, SESSIONS_A_WEEK * CHARACTERS);
  const own = groups.map((group) => countsFor(counts.groups, group, CHARACTERS));
  for (let place = 0; place < marks.length; place++) {
    const character = marks.charCodeAt(place);
    if (character === NONE || character >= CHARACTERS) continue;
    year[place * CHARACTERS + character]!++;
    for (const group of own) group[character]!++;
  }
}

function countsFor(of: Map<string, Int32Array>, key: string, length: number): Int32Array {
  let counts = of.get(key);
  if (!counts) of.set(key, (counts = new Int32Array(length)));
  return counts;
}

/** Null without any mark. */
function tallyOf(characters: Int32Array, from: number): Tally | null {
  let [attended, authorised, unauthorised] = [0, 0, 0];
  let counts = '';
  for (let character = 0; character < CHARACTERS; character++) {
    const count = characters[from + character]!;
    if (count === 0) continue;
    counts += String.fromCharCode(character) + count;
    const kind = kindOfMark(character);
    if (kind === ATTENDED) attended += count;
    else if (kind === AUTHORISED) authorised += count;
    else if (kind === UNAUTHORISED) unauthorised += count;
  }
  return counts === '' ? null : { attended, authorised, unauthorised, counts };
}

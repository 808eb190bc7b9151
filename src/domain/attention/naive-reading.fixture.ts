import { codeOfMark } from '../codes/codes.ts';
import { addDays, mondayOf, sessionAt } from '../sessions/dates.ts';

/** One session of one pupil, spelled out. */
interface Session {
  readonly date: string;
  readonly mark: string;
  readonly isMissed: boolean;
}
interface Year {
  readonly start: string;
  readonly pupils: readonly { pupil: number; bytes: Uint8Array }[];
}

function sessionsOf(start: string, bytes: Uint8Array): Session[] {
  return [...bytes].flatMap((character, place) => {
    const mark = String.fromCharCode(character);
    const code = codeOfMark(mark);
    if (!code?.possible) return [];
    const { date } = sessionAt(addDays(start, 7 * Math.floor(place / 14)), place % 14);
    return [{ date, mark, isMissed: code.category === 'authorised' || code.category === 'unauthorised' }];
  });
}

const daysOf = (year: Year): string[] =>
  [...new Set(year.pupils.flatMap(({ bytes }) => sessionsOf(year.start, bytes).map(({ date }) => date)))].sort();

const missedOf = (sessions: readonly Session[]): number => sessions.filter(({ isMissed }) => isMissed).length;
const isUnauthorised = ({ mark }: Session): boolean => 'GNOU'.includes(mark);

/** What each rule says of a pupil, in the plainest way: whole arrays of sessions, read as the rule's sentence is. */
export function readNaively(year: Year, before: Year | null, pupil: number): Record<string, unknown> {
  const days = daysOf(year);
  if (days.length === 0) return {};
  const marksOf = (of: Year | null) => of?.pupils.find((each) => each.pupil === pupil)?.bytes ?? new Uint8Array();
  const all = sessionsOf(year.start, marksOf(year));
  const [possible, missed] = [all.length, missedOf(all)];
  const dayBack = days.at(-6);
  const then = all.filter(({ date }) => dayBack !== undefined && date <= dayBack);
  const [possibleThen, missedThen] = [then.length, missedOf(then)];
  const is = (part: number, of: number, share: number) => of > 0 && part / of >= share;
  const last20 = all.slice(-20);
  const pace = missedOf(last20);
  const result: Record<string, unknown> = {};

  for (const [id, share] of [
    ['newly-persistent', 0.1],
    ['newly-severe', 0.5],
  ] as const)
    if (possible >= 20 && is(missed, possible, share) && !is(missedThen, possibleThen, share))
      result[id] = [missed, possible, missedThen, possibleThen];
  if (is(missedThen, possibleThen, 0.1) && !is(missed, possible, 0.1))
    result['came-out'] = [missed, possible, missedThen, possibleThen];

  if (possible >= 20 && !is(missed, possible, 0.1)) {
    let left = 1;
    while ((missed + left) * 10 < possible + left) left++;
    let n: number | null = null;
    if (pace > 2) for (n = 1; 10 * (20 * missed + pace * n) < 20 * (possible + n); ) n++;
    if (left <= 4 || (n !== null && n <= 20)) result['about-to-be-persistent'] = [left, pace, n];
  }

  const weeks = [...new Set([...(before ? daysOf(before) : []), ...days].map(mondayOf))].sort().slice(-10);
  const inWeeks = [...(before ? sessionsOf(before.start, marksOf(before)) : []), ...all].filter(
    (each) => weeks.includes(mondayOf(each.date)) && isUnauthorised(each),
  );
  if (inWeeks.length >= 10)
    result['ten-in-ten-weeks'] = [inWeeks.length, inWeeks.filter(({ mark }) => mark === 'N').length, inWeeks[0]!.date];

  const ownDays = [...Map.groupBy(all, ({ date }) => date).values()].reverse();
  const other = ownDays.findIndex((day) => !day.every(isUnauthorised));
  const run = ownDays.slice(0, other < 0 ? ownDays.length : other);
  if (run.length >= 10) result['ten-days-unauthorised'] = [run.length, run.flat().length, run.at(-1)![0]!.date];

  const runsOfI = all
    .map(({ mark }) => (mark === 'I' ? 'I' : '.'))
    .join('')
    .split('.')
    .map((each) => each.length);
  const ill = all.filter(({ mark }) => mark === 'I').length;
  if (ill >= 30) result['illness-15-days'] = [ill, Math.max(...runsOfI)];

  const old = all.filter(({ date, mark }) => mark === 'N' && dayBack !== undefined && date < dayBack);
  if (old.length > 0) result['unexplained-n'] = [old.length, old[0]!.date];

  const past = all.slice(0, -20);
  if (past.length >= 40 && pace >= 6 && missedOf(past) * 60 <= pace * past.length)
    result['sudden-change'] = [pace, missedOf(past), past.length];

  if (all.length > 0 && !all.at(-1)!.isMissed) {
    const runs = all
      .map((each, index) => (each.isMissed ? String(index) : '|'))
      .join(' ')
      .split('|');
    const long = runs
      .map((each) => each.trim().split(' ').filter(Boolean).map(Number))
      .filter(({ length }) => length >= 10);
    const late = long.find((each) => days.slice(-5).includes(all[each.at(-1)!]!.date));
    if (late)
      result['returned'] = [late.length, all[late[0]!]!.date, all[late.at(-1)!]!.date, all[late.at(-1)! + 1]!.date];
  }
  return result;
}

import type { Random } from '../../reconcile/random.ts';
import { ALL_CODES } from './reference/code-list.ts';
import type { Session } from './school-calendar.ts';

/** Draws the codes of a pupil's sessions, in their order; null where nothing was entered. */
export type Habit = (random: Random, sessions: readonly Session[]) => (string | null)[];

const present = ({ half }: Session): string => (half === 'AM' ? '/' : '\\');
const COMMON = [
  'I',
  'I',
  'I',
  'M',
  'L',
  'L',
  'U',
  'O',
  'N',
  'C',
  'B',
  'V',
  'E',
  'G',
  'R',
  'S',
  'T',
  'C2',
  'D',
  'X',
  'Y4',
];
const RARE = [
  '-',
  '?',
  '#',
  'Z',
  'Y5',
  'Y7',
  'Y',
  'H',
  'F',
  'J',
  'J1',
  'C1',
  'K',
  'P',
  'W',
  'Q',
  'Y1',
  'Y2',
  'Y3',
  'Y6',
];

const all =
  (...codes: (string | null)[]): Habit =>
  (random, sessions) =>
    sessions.map(() => random.pick(codes));

const steady: Habit = (random, sessions) =>
  sessions.map((session) =>
    random.chance(0.94) ? present(session) : random.chance(0.85) ? random.pick(COMMON) : random.pick(RARE),
  );

/** Writes a code over a stretch of codes. */
function write(codes: (string | null)[], from: number, length: number, code: () => string): void {
  for (let place = Math.max(0, from); place < Math.min(codes.length, from + length); place++) codes[place] = code();
}

/** Spells of one illness after another, over weekends and holidays too. */
const ill: Habit = (random, sessions) => {
  const codes = steady(random, sessions);
  for (let spells = random.whole(1, 8); spells > 0; spells--)
    write(codes, random.whole(0, codes.length), random.pick([1, 2, 3, 4, 4, 5, 10, 11, 20, 21, 31]), () =>
      random.chance(0.97) ? 'I' : random.pick(['M', 'X', '-', 'O']),
    );
  return codes;
};

/** Holidays before and after the school's own. */
const away: Habit = (random, sessions) => {
  const codes = steady(random, sessions);
  sessions.forEach(({ date }, place) => {
    const before = sessions[place - 1];
    if (before && Date.parse(date) - Date.parse(before.date) > 4 * 86_400_000 && random.chance(0.6))
      write(codes, place - random.whole(0, 6), random.whole(1, 12), () => random.pick(['G', 'G', 'H', 'F', 'C']));
  });
  return codes;
};

const truant: Habit = (random, sessions) =>
  sessions.map((session) => (random.chance(0.65) ? present(session) : random.pick(['O', 'U', 'N', 'G', 'O', 'L'])));

/** Unauthorised up to the end, for about ten days: a session more, or less. */
const stayedAway: Habit = (random, sessions) => {
  const codes = steady(random, sessions);
  const length = random.pick([17, 18, 19, 20, 21, 22, 30]);
  const back = random.pick([0, 0, 0, 1, 2, 4, 9, 11]);
  const code = random.pick([['O'], ['O', 'U', 'G', 'N'], ['O', 'O', 'O', 'I']]);
  write(codes, codes.length - length - back, length, () => random.pick(code));
  return codes;
};

/** Just under, at or just over a boundary of 5%, 10% or 50%, as counted to the end or to some days before. */
const exact: Habit = (random, sessions) => {
  const length = sessions.length - random.pick([0, 0, 10, 1]);
  const share = random.pick([20, 10, 10, 10, 2]);
  const missed = Math.max(0, Math.floor(length / share) + random.whole(-1, 1));
  const codes: (string | null)[] = sessions.map(present);
  const start = random.pick([0, Math.max(0, length - missed), random.whole(0, Math.max(0, length - missed))]);
  write(codes, start, missed, () => random.pick(['I', 'O', 'I', 'N']));
  return codes;
};

/** Much absence in the last sessions of somebody who was there before, or a return after it. */
const changed: Habit = (random, sessions) => {
  const codes: (string | null)[] = sessions.map(present);
  const length = random.pick([5, 6, 7, 9, 10, 11, 14, 20]);
  const back = random.pick([0, 0, 1, 2, 3, 8, 10, 11]);
  write(codes, codes.length - length - back, length, () => random.pick(['I', 'I', 'O', 'N', '-', 'X']));
  if (random.chance(0.4))
    for (let times = 0; times < 12; times++) write(codes, random.whole(0, codes.length), 1, () => 'M');
  return codes;
};

const anything: Habit = (random, sessions) =>
  sessions.map((session) => (random.chance(0.3) ? present(session) : random.pick([...ALL_CODES, null])));

const HABITS: readonly Habit[] = [
  steady,
  steady,
  steady,
  ill,
  ill,
  away,
  truant,
  stayedAway,
  exact,
  exact,
  exact,
  changed,
  changed,
  anything,
];

/** Habits of the odd shapes; the others draw one for each pupil. */
export const SAME = {
  missing: all('-', '-', null),
  'not-possible': all('X', 'D', 'Y4', '#', 'Y5', 'Z', 'Y', 'Q'),
  unreadable: all('?'),
  legacy: ((random, sessions) =>
    sessions.map((session) =>
      random.chance(0.6) ? present(session) : random.pick(['H', 'F', 'J', 'Y', '-', 'C', 'T', 'Y5', 'Y7']),
    )) satisfies Habit as Habit,
  exact,
  'all-present': ((_, sessions) => sessions.map(present)) satisfies Habit as Habit,
} as const satisfies Readonly<Record<string, Habit>>;

export const drawHabit = (random: Random): Habit => random.pick(HABITS);

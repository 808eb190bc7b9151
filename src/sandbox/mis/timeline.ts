import type { Random } from '../random.ts';
import { minuteAt } from './days.ts';

/** What happened to one mark, in order: minutes since 1970 and the text set then, null when it was taken away. */
export type Timeline = (readonly [at: number, text: string | null])[];

/** When and how the register of a class was taken. `at` is null when it never was; `dash`: the MIS shows `-` meanwhile. */
export interface Taking {
  readonly at: number | null;
  readonly dash: number | null;
}

/** A whole minute on `day` at which somebody works: 08:00 to 15:59, now and then 20:00 to 21:59. Never 16:00 to 20:00. */
export function workMinute(day: number, random: Random): number {
  const evening = random.next() < 0.1;
  return minuteAt(day, evening ? random.between(1200, 1319) : random.between(480, 959));
}

/** Codes usually known before the session, and how often they are entered then. */
const IN_ADVANCE: Readonly<Record<string, number>> = {
  '#': 1,
  V: 0.95,
  M: 0.4,
  C: 0.5,
  R: 0.5,
  C1: 1,
  S: 1,
  W: 0.8,
  D: 0.9,
  T: 0.4,
  B: 0.3,
  C2: 0.3,
};

const AFTERWARDS = ['O', 'I', 'C', 'M', 'L', 'U'] as const;

/**
 * The history of one mark whose last code is `final`, before any change after the refresh period. Corrections come within
 * 6 days of the session; changes after it 8 to 20 days later; a few marks are taken away and never come back.
 * @param day the session's day; @param from the pupil's first day on roll: nothing is entered before it
 */
export function makeTimeline(final: string, day: number, from: number, taking: Taking, random: Random): Timeline {
  const draw = random.next();
  if (draw < (IN_ADVANCE[final] ?? 0)) {
    const ahead = final === '#' ? random.between(7, 60) : random.between(1, 21);
    return alter([[workMinute(Math.max(day - ahead, from), random), final]], day, random);
  }
  if (taking.at === null) return taking.dash === null ? [] : [[taking.dash, '-']];
  const line: Timeline = [];
  if (taking.dash !== null && taking.dash < taking.at) line.push([taking.dash, '-']);
  const first = random.next();
  const [wrong, delay] = firstMark(final, first, random);
  if (wrong === final) line.push([taking.at, final]);
  else line.push([taking.at, wrong], [Math.max(settle(day, delay, taking.at, random), taking.at + 2), final]);
  return alter(line, day, random);
}

/** What was first written, and in how many days it was put right (0: the same day). */
function firstMark(final: string, draw: number, random: Random): [string, number] {
  if (final === 'I') return draw < 0.3 ? ['N', random.below(4)] : [final, 0];
  if (final === 'O') return draw < 0.55 ? ['N', random.between(1, 6)] : [final, 0];
  if (final === 'L') return draw < 0.3 ? ['N', 0] : draw < 0.4 ? ['/', 0] : [final, 0];
  if (final === 'U') return ['N', 0];
  if (final === 'M' || final === 'C' || final === 'G') return draw < 0.4 ? ['N', random.below(6)] : [final, 0];
  if (draw < 0.0025 && (final === '/' || final === '\\')) return ['N', random.below(3)];
  return [final, 0];
}

function settle(day: number, delay: number, after: number, random: Random): number {
  if (delay > 0) return Math.max(workMinute(day + delay, random), after + 5);
  const soon = after + random.between(4, 60);
  return soon < minuteAt(day, 958) ? soon : after + 3;
}

/** A few marks are changed after the refresh period, or taken away. */
function alter(line: Timeline, day: number, random: Random): Timeline {
  const draw = random.next();
  if (draw >= 0.0022) return line;
  const [at, text] = line[line.length - 1]!;
  if (draw < 0.0006) {
    const removed = workMinute(day + random.between(1, 5), random);
    return removed > at ? [...line, [removed, null]] : line;
  }
  const other = random.pick(AFTERWARDS);
  return other === text ? line : [...line, [workMinute(day + random.between(8, 20), random), other]];
}

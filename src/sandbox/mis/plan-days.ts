import { chance, createRandom, hash, type Random } from '../random.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import type { SchoolCalendar } from './calendar.ts';
import { CODE_MIXES, type CodeMix } from './code-mix.ts';
import { minuteAt, weekdayOf } from './days.ts';
import type { Taking } from './timeline.ts';

/** MIS that show `-` for a mark not yet entered; the others show no row. */
export const DASHES = ['Facility', 'PupilAsset', 'WBCS'];

/** What holds for a whole school in an academic year: its days, closures, visits and how registers are taken. */
export interface SchoolDays {
  readonly calendar: SchoolCalendar;
  readonly mix: CodeMix;
  /** By day: the week of the school year, whether the school had to stay shut. */
  readonly week: readonly number[];
  readonly shut: ReadonlySet<number>;
  readonly taking: (cohort: number, dayIndex: number, half: number) => Taking;
  readonly visits: (cohort: number, dayIndex: number) => boolean;
}

/** Plans them. The same seed, school and year always give the same. */
export function planDays(plan: SchoolPlan, seed: number, calendar: SchoolCalendar): SchoolDays {
  const { days, startYear } = calendar;
  const mix = CODE_MIXES[plan.mix];
  const shut = new Set<number>();
  if (chance(seed, plan.index, startYear, 61) < 0.15) shut.add(80 + (hash(seed, plan.index, startYear, 62) % 50));
  let week = -1;
  let last = 0;
  const weeks = days.map((day) => {
    const monday = day - weekdayOf(day);
    if (monday !== last) week++;
    last = monday;
    return week;
  });
  const dashes = DASHES.includes(plan.mis);
  const takings = new Map<number, Taking>();
  const taking = (cohort: number, dayIndex: number, half: number) => {
    const key = ((cohort % 64) * 256 + dayIndex) * 2 + half;
    const known = takings.get(key);
    if (known) return known;
    const made = takeRegister(
      createRandom(seed, plan.index, cohort, days[dayIndex]!, half, 63),
      days[dayIndex]!,
      half,
      dashes,
    );
    takings.set(key, made);
    return made;
  };
  return {
    calendar,
    mix,
    week: weeks,
    shut,
    taking,
    visits: (cohort, dayIndex) => chance(seed, plan.index, cohort, days[dayIndex]!, 64) < mix.visit / 10_000,
  };
}

/** Registers are taken soon after a session starts; about one in 170 one to three days later; about one in 700 never. */
function takeRegister(random: Random, day: number, half: number, dashes: boolean): Taking {
  const draw = random.next();
  const usual = minuteAt(day, (half === 0 ? 545 : 785) + random.below(36));
  const dash = dashes && draw < 0.0074 ? minuteAt(day, half === 0 ? 630 : 870) : null;
  if (draw < 0.0014) return { at: null, dash };
  if (draw < 0.0074) return { at: minuteAt(day + random.between(1, 3), random.between(490, 900)), dash };
  return { at: usual, dash };
}

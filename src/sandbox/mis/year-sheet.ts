import { createRandom } from '../random.ts';
import { type Spell, yearOf } from '../schools/people.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import type { SchoolCalendar } from './calendar.ts';
import { olderCode, textIndex } from './code-mix.ts';
import { dayFrom } from './days.ts';
import { drawCodes } from './draw-codes.ts';
import { planDays, type SchoolDays } from './plan-days.ts';
import { makeTimeline, type Timeline } from './timeline.ts';

/**
 * A school's marks of one academic year with all that ever happens to them. A slot is one session of one stay on roll:
 * `(day * 2 + half) * spells + spell`. `at` and `text` hold the one event that most marks have; marks with more events
 * have `text` 255 and a timeline of their own. No mark ever: `at` is NEVER.
 */
export interface YearSheet {
  readonly startYear: number;
  readonly spells: readonly Spell[];
  readonly days: readonly number[];
  readonly at: Int32Array;
  readonly text: Uint8Array;
  readonly lines: ReadonlyMap<number, Timeline>;
}

export const NEVER = 0x7fffffff;
export const MANY = 255;
const CHANGE_OF_CODES = dayFrom(2024, 8, 19);

/** Texts that some schools write in place of a code: code, text, how often. By place among the sixteen. */
export const HABITS: ReadonlyMap<number, readonly [code: string, text: string, share: number]> = new Map([
  [2, ['I', ' I ', 0.2]],
  [3, ['O', 'ZZ', 0.04]],
  [5, ['B', 'Q9', 0.3]],
  [6, ['N', 'n', 0.3]],
  [8, ['G', 'H', 0.1]],
  [13, ['J1', 'J', 0.3]],
]);

/** Makes the sheet. The same seed, school and year always give the same. */
export function makeYearSheet(
  plan: SchoolPlan,
  seed: number,
  calendar: SchoolCalendar,
  spells: readonly Spell[],
): YearSheet {
  const slots = calendar.days.length * 2 * spells.length;
  const sheet = {
    startYear: calendar.startYear,
    spells,
    days: calendar.days,
    at: new Int32Array(slots).fill(NEVER),
    text: new Uint8Array(slots),
    lines: new Map<number, Timeline>(),
  };
  const school = planDays(plan, seed, calendar);
  for (const [index, spell] of spells.entries()) markPupil(sheet, plan, seed, school, spell, index);
  return sheet;
}

function markPupil(
  sheet: { spells: readonly Spell[]; at: Int32Array; text: Uint8Array; lines: Map<number, Timeline> },
  plan: SchoolPlan,
  seed: number,
  school: SchoolDays,
  spell: Spell,
  index: number,
): void {
  const { person } = spell;
  const { days, inset, startYear } = school.calendar;
  const codes = drawCodes(school, spell, yearOf(person, startYear));
  const random = createRandom(person.key, startYear, 72 + spell.ordinal, seed);
  const habit = HABITS.get(plan.index % 16);
  const count = sheet.spells.length;
  for (let d = 0; d < days.length; d++) {
    const day = days[d]!;
    if (day < spell.from || day > spell.to) continue;
    for (let half = 0; half < 2; half++) {
      let final = inset.has(day) ? '#' : school.shut.has(d) ? 'Y4' : codes[d * 2 + half]!;
      if (day < CHANGE_OF_CODES) final = olderCode(final);
      const line = makeTimeline(final, day, spell.from, school.taking(person.cohort, d, half), random);
      if (line.length === 0) continue;
      const slot = (d * 2 + half) * count + index;
      const spoken =
        habit && random.next() < habit[2]
          ? line.map(([at, text]) => [at, text === habit[0] ? habit[1] : text] as const)
          : line;
      sheet.at[slot] = spoken[0]![0];
      sheet.text[slot] = spoken.length === 1 ? textIndex(spoken[0]![1]!) : MANY;
      if (spoken.length > 1) sheet.lines.set(slot, [...spoken]);
    }
  }
}

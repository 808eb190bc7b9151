import { describe, type TrueCharacteristics, write } from '../schools/characteristics.ts';
import { lastDay, type Spell } from '../schools/people.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import { nationalCode } from './code-mix.ts';
import { dateOf, instantOf, londonDayOf } from './days.ts';
import { timelineAt } from './mark-view.ts';
import { type Registers, startYearOf } from './register.ts';

/** One pupil as the school's own MIS has it, past any API: all stays on roll, and every mark with all its events. */
export interface RecordLine {
  readonly student_ids: readonly string[];
  readonly upn: string | null;
  readonly forename: string;
  readonly surname: string;
  readonly nc_year: string | null;
  readonly collected: boolean;
  readonly characteristics: TrueCharacteristics;
  readonly on_roll: readonly (readonly [string, string | null])[];
  readonly marks: readonly (readonly [
    date: string,
    half: 'AM' | 'PM',
    events: readonly (readonly [string, string | null])[],
  ])[];
}

/**
 * The record of a school, one line a pupil ever on roll in the academic years that `from` to `to` touch (both days
 * inclusive), with events up to `until`, in minutes since 1970. Codes are national ones; `?` and the text for others.
 */
export function* readRecord(
  registers: Registers,
  plan: SchoolPlan,
  options: { from: number; to: number; until: number; now: number; isCollected: (ncYear: string | null) => boolean },
): Generator<RecordLine> {
  const { from, to, until, now } = options;
  const people = new Map<number, Map<string, Spell>>();
  const marks = new Map<number, RecordLine['marks'][number][]>();
  for (let year = startYearOf(from); year <= startYearOf(to); year++) {
    const sheet = registers.sheetOf(plan, year);
    const width = sheet.spells.length;
    for (const [place, spell] of sheet.spells.entries()) {
      const key = spell.person.key;
      const spells = people.get(key) ?? new Map<string, Spell>();
      people.set(key, spells.set(spell.id, spell));
      const list = marks.get(key) ?? [];
      marks.set(key, list);
      for (const [d, day] of sheet.days.entries()) {
        if (day < from || day > to) continue;
        for (let half = 0; half < 2; half++) {
          const events = timelineAt(sheet, (d * 2 + half) * width + place).filter(([at]) => at <= until);
          if (events.length === 0) continue;
          const written = events.map(
            ([at, text]) => [instantOf(at), text === null ? null : nationalCode(text)] as const,
          );
          list.push([dateOf(day), half === 0 ? 'AM' : 'PM', written]);
        }
      }
    }
  }
  const today = londonDayOf(now);
  for (const [key, spells] of people) {
    const stays = [...spells.values()].filter((spell) => spell.from <= Math.max(today, londonDayOf(until)));
    if (stays.length === 0) continue;
    const person = stays[0]!.person;
    const day = lastDay(stays[stays.length - 1]!, today);
    const startYear = startYearOf(day);
    const ncYear = write(person, plan, startYear, day).ncYear;
    yield {
      student_ids: stays.map(({ id }) => id),
      upn: person.upn,
      forename: person.forename,
      surname: person.surname,
      nc_year: ncYear,
      collected: options.isCollected(ncYear),
      characteristics: describe(person, plan, startYear, day),
      on_roll: stays.map((spell) => [dateOf(spell.from), spell.to < today ? dateOf(spell.to) : null] as const),
      marks: marks.get(key)!.sort((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1)),
    };
  }
}

import type { Random } from '../../reconcile/random.ts';
import type { RawCharacteristics, RawPupil } from './raw-school.ts';
import { plusDays } from './reference/calendar.ts';
import { type Session, weeksOf } from './school-calendar.ts';

export interface PupilsAsked {
  readonly years: readonly string[];
  readonly sessions: readonly Session[];
  readonly startYear: number;
  /** Of pupils who are, or were, at other schools of the area too. */
  readonly upns: readonly string[];
  /** All of them have left. */
  readonly leavers: boolean;
}

const FORENAMES = ['Ada', 'Zoë', 'Łukasz', 'O’Neil', 'Anne-Marie', 'Bo', 'Ngozi', 'Siân', null];
const SURNAMES = ['Lark', 'Smith', 'Smith', 'Müller', 'van der Berg', 'Ó Sé', 'Wren', null];

/** Draws pupils with names, UPNs (none, and the same twice), characteristics that change, and enrolments. */
export function drawPupils(random: Random, number: number, asked: PupilsAsked): RawPupil[] {
  const pupils: RawPupil[] = [];
  for (let each = 0; each < number; each++) {
    pupils.push({
      id: each + 1 + (each > 3 ? 7 : 0),
      forename: random.pick(FORENAMES),
      surname: random.pick(SURNAMES),
      upn: drawUpnOf(random, pupils, asked),
      is: drawCharacteristics(random, asked),
      enrolments: drawEnrolments(random, asked),
    });
  }
  return pupils;
}

/** One of their own as a rule; now and then none, one of another school's pupil, or one that somebody here has already. */
function drawUpnOf(random: Random, pupils: readonly RawPupil[], { upns }: PupilsAsked): string | null {
  if (pupils.length > 0 && random.chance(0.06)) return random.pick(pupils).upn;
  if (random.chance(0.15)) return random.pick(upns);
  return random.chance(0.1) ? null : drawUpn(random);
}

export const drawUpn = (random: Random): string => `A${random.whole(100_000_000_000, 999_999_999_999)}`;

function drawCharacteristics(random: Random, { years, sessions, startYear }: PupilsAsked): RawPupil['is'] {
  const yes = (probability: number) => (random.chance(0.05) ? null : random.chance(probability));
  const draw = (): RawCharacteristics => ({
    ncYear: random.pick(years),
    gender: random.pick(['F', 'M', 'F', 'M', 'O', null]),
    ethnicity: random.pick(['WBRI', 'WBRI', 'AIND', 'BAFR', null]),
    lookedAfter: yes(0.1),
    previouslyLookedAfter: yes(0.1),
    senSupport: yes(0.2),
    ehcPlan: yes(0.1),
    freeSchoolMeals: yes(0.3),
  });
  const first = draw();
  const runs = [{ from: `${startYear - 1}-01-02`, characteristics: first }];
  const weeks = weeksOf(sessions);
  // Now and then a change that lies after the last mark.
  const mondays = [
    ...weeks.slice(1),
    ...(random.chance(0.2) ? [plusDays(weeks.at(-1) ?? `${startYear}-09-07`, 7)] : []),
  ];
  if (mondays.length > 0 && random.chance(0.25))
    runs.push({
      from: random.pick(mondays),
      characteristics: random.chance(0.7) ? { ...draw(), ncYear: first.ncYear } : draw(),
    });
  return runs;
}

function drawEnrolments(random: Random, { sessions, startYear, leavers }: PupilsAsked): RawPupil['enrolments'] {
  const days = [...new Set(sessions.map(({ date }) => date))];
  const [first, last] = [days[0] ?? `${startYear}-09-02`, days.at(-1) ?? `${startYear}-12-18`];
  const someDay = () => (days.length > 0 ? random.pick(days) : first);
  const start = plusDays(first, random.pick([0, 0, -1, -400, 1]));
  if (leavers) return [{ firstDay: start, lastDay: notBefore(random.chance(0.3) ? last : someDay(), start) }];
  if (random.chance(0.75)) return [{ firstDay: start, lastDay: null }];
  const [one, two, three] = [someDay(), someDay(), someDay()].sort() as [string, string, string];
  if (random.chance(0.4)) return [{ firstDay: one, lastDay: null }];
  if (random.chance(0.5)) return [{ firstDay: notBefore(start, start), lastDay: notBefore(two, start) }];
  // One who left and came back, and perhaps left again.
  if (one === two || start > one) return [{ firstDay: start, lastDay: notBefore(three, start) }];
  return [
    { firstDay: start, lastDay: one },
    { firstDay: two, lastDay: three > two && random.chance(0.5) ? three : null },
  ];
}

const notBefore = (day: string, start: string): string => (day < start ? start : day);

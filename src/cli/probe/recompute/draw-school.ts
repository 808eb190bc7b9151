import { type Random, randomFrom } from '../../reconcile/random.ts';
import { drawHabit, type Habit, SAME } from './draw-codes.ts';
import { drawPupils, drawUpn } from './draw-pupils.ts';
import { drawMarks, drawRuns } from './draw-runs.ts';
import type { RawPupil, RawSchool } from './raw-school.ts';
import { plusDays } from './reference/calendar.ts';
import { drawSessions, type Opening, type Session } from './school-calendar.ts';

/** What is odd about a school. */
export interface Shape {
  readonly name: string;
  readonly opening?: Opening;
  /** Least and most pupils. */
  readonly pupils?: readonly [number, number];
  /** Of which a year group is drawn for each pupil. */
  readonly years?: readonly string[];
  /** Every pupil's, instead of one drawn for each. */
  readonly habit?: Habit;
  readonly leavers?: 'all';
}

const PRIMARY = ['R', '1', '2', '3', '4', '5', '6'];
const ALL_THROUGH = [...PRIMARY, '7', '8', '9', '10', '11', '11', '12', '13', 'X'];

/** A run over as many schools has each. All else that is odd is drawn besides: shared UPNs, movers, changes of marks, leavers who return. */
export const SHAPES: readonly Shape[] = [
  { name: 'of all years' },
  { name: 'without pupils', pupils: [0, 0], opening: { length: 'none' } },
  { name: 'of one pupil', pupils: [1, 1] },
  { name: 'of one year group', years: ['4'] },
  { name: 'without the statistical population', years: ['R', '12', '13'] },
  { name: 'of X only', years: ['X'] },
  { name: 'with all marks missing', habit: SAME.missing },
  { name: 'with nothing possible', habit: SAME['not-possible'] },
  { name: 'with nothing readable', habit: SAME.unreadable },
  { name: 'whose year has not begun', opening: { length: 'none' } },
  { name: 'of leavers', leavers: 'all' },
  { name: 'with codes of before', habit: SAME.legacy },
  { name: 'open at weekends', opening: { length: 'weeks', weekends: true } },
  { name: 'of mornings', opening: { length: 'weeks', halves: 'AM' } },
  { name: 'of one day', opening: { length: 'day' } },
  { name: 'of the first and the last week', opening: { length: 'ends' } },
  { name: 'of two academic years', opening: { length: 'two-years' } },
  { name: 'of one large class', years: ['9'], pupils: [38, 40], habit: SAME['all-present'] },
  { name: 'at the boundaries', habit: SAME.exact, opening: { length: 'year' }, pupils: [8, 20] },
  { name: 'of a whole year', opening: { length: 'year' }, pupils: [10, 30], years: PRIMARY },
];

/** As many schools, one after the other, are of one area: they share an academic year, and some pupils move between them. */
export const AREA_SIZE = 5;

/**
 * A school of a seed, in one of the odd shapes, with the marks that every collection saw of it.
 * @param index which shape, counted on for ever
 */
export function drawSchool(seed: number, index: number): RawSchool {
  const random = randomFrom(seed * 100_003 + index);
  const ofArea = randomFrom(seed * 7_001 + Math.floor(index / AREA_SIZE));
  const shape = SHAPES[index % SHAPES.length]!;
  const startYear = ofArea.pick([2023, 2024, 2025, 2026, 2026]);
  const upns = Array.from({ length: 12 }, () => drawUpn(ofArea));
  const sessions = drawSessions(random, startYear, shape.opening ?? { length: 'weeks' });
  const [least, most] = shape.pupils ?? [2, 25];
  const pupils = drawPupils(random, random.whole(least, most), {
    years: shape.years ?? (random.chance(0.5) ? PRIMARY : ALL_THROUGH),
    sessions,
    startYear,
    upns,
    leavers: shape.leavers === 'all',
  });
  const { runs, held } = drawRuns(random, sessions, startYear);
  const codes = drawCodes(random, pupils, held, shape.habit);
  const last = runs.at(-1)?.at ?? `${startYear}-10-05T16:30:00.000Z`;
  return {
    seed,
    shape: shape.name,
    urn: 900_000 + index,
    now: `${plusDays(last.slice(0, 10), random.pick([0, 0, 1, 3, 20]))}T17:30:00.000Z`,
    pupils,
    runs,
    marks: drawMarks(random, codes, runs, random.chance(0.5)),
  };
}

/** What stands in the register at the end: each pupil's codes while on roll, and now and then a mark before or after. */
function drawCodes(random: Random, pupils: readonly RawPupil[], sessions: readonly Session[], habit?: Habit) {
  const codes = pupils.flatMap(({ id, enrolments }) => {
    const own = sessions.filter(({ date }) =>
      enrolments.some(({ firstDay, lastDay }) => date >= firstDay && (lastDay === null || date <= lastDay)),
    );
    const drawn = (habit ?? drawHabit(random))(random, own);
    return own.map((session, place) => ({ pupil: id, ...session, code: drawn[place]! }));
  });
  // Days on which a whole year group is at home, as when an illness goes round.
  const outbreak = random.chance(0.3) ? sessions.slice(-random.whole(3, 12)).map(({ date }) => date) : [];
  const hit = random.pick(pupils.length > 0 ? pupils : [null])?.is[0]?.characteristics.ncYear;
  const ids = new Set(pupils.filter(({ is }) => is[0]!.characteristics.ncYear === hit).map(({ id }) => id));
  return codes.map((mark) =>
    !habit && outbreak.includes(mark.date) && ids.has(mark.pupil) && random.chance(0.6) ? { ...mark, code: 'I' } : mark,
  );
}

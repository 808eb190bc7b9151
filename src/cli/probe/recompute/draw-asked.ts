import type { Random } from '../../reconcile/random.ts';
import type { RawSchool } from './raw-school.ts';
import { ASKED_NOTHING, type Asked, TRAITS, type Trait, traitOf } from './reference/asked.ts';
import { plusDays } from './reference/calendar.ts';

/** What a page offers besides: the values of each of its own choices. */
export type OwnChoices = Readonly<Record<string, readonly string[]>>;

/**
 * Draws an address of a page of a school. Days and values are such as the school has, as a rule, and now and then such as it has not.
 * @param own the page's own choices
 */
export function drawAsked(random: Random, school: RawSchool, own: OwnChoices): Asked {
  if (random.chance(0.2)) return { ...ASKED_NOTHING, own: drawOwn(random, own) };
  const period = random.pick(['year', 'year', 'term', 'half-term', 'week', 'day', 'range'] as const);
  const [one, two] = [drawDay(random, school), drawDay(random, school)].sort() as [string, string];
  const named = period !== 'year' && period !== 'range' && random.chance(0.7);
  const ranged = period === 'range';
  return {
    population: random.pick([null, null, 'all', 'all', 'statistical'] as const),
    definition: random.chance(0.2) ? 'published' : 'here',
    groups: random.chance(0.4) ? drawGroups(random, school) : {},
    period,
    on: named ? one : null,
    from: ranged && random.chance(0.8) ? one : null,
    to: ranged && random.chance(0.8) ? two : null,
    known: random.chance(0.35) ? drawKnown(random, school) : null,
    own: drawOwn(random, own),
  };
}

const drawOwn = (random: Random, own: OwnChoices): Asked['own'] =>
  Object.fromEntries(
    Object.entries(own).flatMap(([name, values]) => (random.chance(0.6) ? [[name, random.pick(values)]] : [])),
  );

function drawDay(random: Random, { marks, now }: RawSchool): string {
  if (marks.length === 0 || random.chance(0.1)) return plusDays(now.slice(0, 10), random.whole(-200, 100));
  return random.pick(marks).date;
}

function drawKnown(random: Random, { runs, now }: RawSchool): string {
  const day = runs.length === 0 ? now.slice(0, 10) : random.pick(runs).at.slice(0, 10);
  return random.chance(0.7) ? day : plusDays(day, random.whole(-40, 10));
}

/** One or two characteristics, as some pupil of the school has them. */
function drawGroups(random: Random, { pupils }: RawSchool): Asked['groups'] {
  const [like] = pupils.length === 0 ? [] : [random.pick(random.pick(pupils).is).characteristics];
  const groups: Partial<Record<Trait, string>> = {};
  for (let times = random.whole(1, 2); times > 0; times--) {
    const trait = random.pick(TRAITS);
    groups[trait] = like === undefined || random.chance(0.1) ? 'unknown' : traitOf(trait, like);
  }
  // No pupil of an unknown year is collected.
  return groups.year === 'unknown' ? {} : groups;
}

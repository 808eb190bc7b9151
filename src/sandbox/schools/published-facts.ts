import { dayFrom } from '../mis/days.ts';
import { chance } from '../random.ts';
import { describe } from './characteristics.ts';
import type { Spell } from './people.ts';
import type { SchoolPlan } from './plan-schools.ts';

/** What would be published about an invented school. Shares in tenths of a per cent; null where there is no pupil. */
export interface PublishedFacts {
  readonly pupils: number;
  readonly fsmPermille: number | null;
  readonly senSupportPermille: number | null;
  readonly ehcPlanPermille: number | null;
  readonly latitude: number;
  readonly longitude: number;
}

/** About the middle of each authority's schools, and how far they lie around it, in degrees. */
const PLACES: Readonly<Record<string, readonly [latitude: number, longitude: number, north: number, east: number]>> = {
  '831': [52.91, -1.47, 0.04, 0.08],
  '886': [51.27, 0.71, 0.2, 0.6],
  '330': [52.48, -1.88, 0.1, 0.12],
  '380': [53.81, -1.8, 0.08, 0.14],
  '391': [54.99, -1.64, 0.04, 0.1],
  '341': [53.41, -2.92, 0.06, 0.08],
  '208': [51.46, -0.12, 0.04, 0.02],
  '878': [50.74, -3.71, 0.4, 0.6],
  '881': [51.76, 0.55, 0.25, 0.5],
};

/**
 * The facts as the January census of an academic year would have them: counted from the school's own pupils, and a place in its
 * authority's area that depends on its URN alone.
 * @param spells everybody ever on roll in that year
 */
export function publishedFacts(plan: SchoolPlan, spells: readonly Spell[], startYear: number): PublishedFacts {
  const census = dayFrom(startYear + 1, 1, 15);
  const pupils = spells
    .filter(({ from, to }) => from <= census && to >= census)
    .map(({ person }) => describe(person, plan, startYear, census));
  const share = (is: (pupil: (typeof pupils)[number]) => boolean | null) =>
    pupils.length === 0 ? null : Math.round((1000 * pupils.filter(is).length) / pupils.length);
  const [latitude, longitude, north, east] = PLACES[plan.laCode] ?? [52.5, -1.5, 1, 1];
  const around = (middle: number, width: number, what: number) =>
    Math.round((middle + width * (chance(plan.urn, what) - 0.5)) * 1e5) / 1e5;
  return {
    pupils: pupils.length,
    fsmPermille: share(({ freeSchoolMeals }) => freeSchoolMeals),
    senSupportPermille: share(({ senSupport }) => senSupport),
    ehcPlanPermille: share(({ ehcPlan }) => ehcPlan),
    latitude: around(latitude, north, 61),
    longitude: around(longitude, east, 62),
  };
}

import { chance } from '../random.ts';
import { planSchool, type SchoolPlan, TEMPLATES, type TrustPlan } from './plan-schools.ts';
import { trustUkprn } from './ukprns.ts';

/** A school of a nation in small: its plan, and how many pupils are to be kept of it. */
export interface ManyPlan {
  readonly plan: SchoolPlan;
  readonly pupils: number;
}

/** Schools that the sandbox serves over HTTP end well below: at most 5,000 from 900001 on. */
const FIRST_URN = 950_001;
/** Pupils, and how much of a trust, of each kind; so that nothing of these schools is one of the sandbox's own. */
const FIRST_INDEX = 200_000;
const FIRST_TRUST = 90_101;
const SCHOOLS_A_TRUST = 9;

/**
 * Of each kind: how many in 240, which is one per cent of England's state-funded schools, and pupils of a usual one (rounded from
 * "Schools, pupils and their characteristics", January 2025: primary 280, secondary 1,050, special 150, alternative 45).
 */
// biome-ignore format: a table
const KINDS: readonly (readonly [kind: string, schools: number, pupils: number])[] = [
  ['Primary School', 61, 280], ['Church Primary School', 50, 220], ['Community Primary School', 34, 310], ['Primary Academy', 20, 330],
  ['Junior School', 8, 270], ['Infant and Nursery School', 8, 220], ['Middle School', 1, 400],
  ['Academy', 20, 1120], ['High School', 5, 950], ['College', 12, 1000], ['All-through Academy', 2, 1150], ['Middle Academy', 1, 480],
  ['Special School', 8, 150], ['Special Academy', 5, 130], ['Pupil Referral Unit', 2, 45], ['Alternative Provision Academy', 3, 45],
];
const PLACES = KINDS.flatMap(([kind, schools, pupils]) => Array.from({ length: schools }, () => ({ kind, pupils })));
/** Shares no factor with 240: schools in order are of mixed kinds, and after 240 of them every place was taken once. */
const STEP = 103;

/**
 * Plans invented schools in England's mix of kinds and sizes, with exactly so many pupils together.
 * @param pupils of all schools together; at least one for each
 * @param laCode the authority that all are in
 */
export function planMany(count: number, pupils: number, seed: number, laCode: string): ManyPlan[] {
  const places = Array.from({ length: count }, (_, i) => PLACES[(i * STEP) % PLACES.length]!);
  const wanted = places.map((place, i) => place.pupils * (0.55 + 0.9 * chance(seed, i, 6)));
  const shares = shareOut(pupils, wanted);
  let academies = 0;
  return places.map(({ kind }, i) => {
    const index = FIRST_INDEX + i;
    const made = TEMPLATES.find((each) => each.kind === kind)!;
    const plan = planSchool(index, FIRST_URN + i, seed, 'approved', shares[i], made);
    const trust = plan.trust && trustOf(Math.floor(academies++ / SCHOOLS_A_TRUST));
    return { plan: { ...plan, laCode, trust }, pupils: shares[i]! };
  });
}

function trustOf(place: number): TrustPlan {
  const uid = FIRST_TRUST + place;
  return {
    uid: String(uid),
    name: `Sandbox Trust ${place + 1} (invented)`,
    kind: 'multi-academy',
    ukprn: trustUkprn(uid),
  };
}

/** Whole numbers of at least 1 in about these proportions that add up to `total`. */
function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, each) => all + each, 0);
  let [given, due] = [0, 0];
  const spare = total - weights.length;
  return weights.map((weight) => {
    due += (spare * weight) / sum;
    const share = Math.round(due) - given;
    given += share;
    return share + 1;
  });
}

import { distanceKm } from './distance.ts';
import { SIMILARITY_RULES, type SimilarityRule, UNKNOWN_POINTS } from './rules.ts';
import type { SchoolFacts } from './school-facts.ts';

/** How far away similar schools may be. */
export type Near = 'england' | 'region' | 'local';

/** A school outside the authority is local when it is at most so far away. */
export const LOCAL_KM = 30;
/** As many similar schools as there are at most. */
export const MOST_SIMILAR = 20;

export interface SimilarSchool {
  readonly school: SchoolFacts;
  /** Of all rules that could be used. */
  readonly points: number;
  readonly byRule: readonly { readonly rule: SimilarityRule; readonly points: number }[];
}

/** Which rules can be used for a school, and why the others cannot. */
export function usableRules(own: SchoolFacts): {
  readonly used: readonly SimilarityRule[];
  readonly unused: readonly { readonly rule: SimilarityRule; readonly why: string }[];
} {
  const judged = SIMILARITY_RULES.map((rule) => ({ rule, why: rule.missing(own) }));
  return {
    used: judged.flatMap(({ rule, why }) => (why === null ? [rule] : [])),
    unused: judged.flatMap(({ rule, why }) => (why === null ? [] : [{ rule, why }])),
  };
}

/**
 * The schools most like this one, by published facts alone: of the same phase, with the fewest points, which are added up over the rules.
 * Of equal ones the nearer comes first, then the lower URN, so that the same facts always give the same list. The school itself is
 * never among them; none when its phase is not published, or no rule can be used.
 * @param others schools that share; those of other phases are passed over
 */
export function findSimilar(
  own: SchoolFacts,
  others: readonly SchoolFacts[],
  near: Near,
  most = MOST_SIMILAR,
): SimilarSchool[] {
  const { used } = usableRules(own);
  if (own.phase === null || used.length === 0) return [];
  return others
    .filter((other) => other.urn !== own.urn && other.phase === own.phase && isNear(own, other, near))
    .map((school) => {
      const byRule = used.map((rule) => ({ rule, points: rule.points(own, school) ?? UNKNOWN_POINTS }));
      const points = byRule.reduce((sum, each) => sum + each.points, 0);
      return { school, points, byRule, km: kmBetween(own, school) };
    })
    .sort((a, b) => a.points - b.points || compareKm(a.km, b.km) || a.school.urn - b.school.urn)
    .slice(0, most)
    .map(({ school, points, byRule }) => ({ school, points, byRule }));
}

/** Why a school was chosen: its facts beside those of this school. */
export function whyChosen(own: SchoolFacts, { school, byRule }: SimilarSchool): string {
  return [`Same phase (${own.phase})`, ...byRule.map(({ rule }) => rule.says(own, school))].join('; ');
}

const kmBetween = (own: SchoolFacts, other: SchoolFacts): number | null =>
  own.place && other.place ? distanceKm(own.place, other.place) : null;

/** Places that are not known come last. */
const compareKm = (a: number | null, b: number | null): number => (a ?? 1e6) - (b ?? 1e6);

function isNear(own: SchoolFacts, other: SchoolFacts, near: Near): boolean {
  if (near === 'england') return true;
  if (near === 'region') return own.regionCode !== null && own.regionCode === other.regionCode;
  if (own.laCode !== null && own.laCode === other.laCode) return true;
  const km = kmBetween(own, other);
  return km !== null && km <= LOCAL_KM;
}

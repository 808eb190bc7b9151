import type { Scope } from '../store/database.ts';

/**
 * The part of a scope that is one school. Row-level security compares every row with the scope, and an authority's holds
 * hundreds of schools. Taken out of the scope, never put in: a school that is not in it leaves a scope in which nothing is seen.
 */
export const scopeOfSchool = (scope: Scope, urn: number): Scope => ({
  ...scope,
  urns: scope.urns.filter((each) => each === urn),
});

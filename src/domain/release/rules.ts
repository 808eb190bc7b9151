import type { DisclosureSettings } from '../disclosure/settings.ts';
import type { AcademicYear } from '../sessions/academic-year.ts';
import { isWeighted } from '../statistics/published-row.ts';
import { rulesInForce } from '../tallies/published-rules.ts';
import type { CheckLimits } from './check.ts';

/** Settings and dates under which a release was made. With its inputs and the code they make every file again. */
export interface ReleaseRules {
  /** Thresholds of disclosure control. */
  readonly disclosure: DisclosureSettings;
  /** Limits of checks. */
  readonly limits: CheckLimits;
  /** Days and rules of the academic year by which schools were tallied, as `rulesInForce` writes them. */
  readonly tallies: string;
  /** How the totals of all schools are made. */
  readonly allSchools: 'weighted' | 'pooled';
  /** Its schools are those of the sandbox: files with room for words say so. */
  readonly invented: boolean;
  /** The release that its revisions are counted from; null: there was none in the academic year. */
  readonly former: string | null;
}

/** The rules in force for a release that is made now. */
export const releaseRules = (
  year: AcademicYear,
  settings: Pick<ReleaseRules, 'disclosure' | 'limits' | 'invented'>,
  former: string | null,
): ReleaseRules => ({
  ...settings,
  tallies: rulesInForce(year),
  allSchools: isWeighted(year.startYear) ? 'weighted' : 'pooled',
  former,
});

/** What is not the same in two sets of rules: `disclosure.leastPupils was 10 and is 12`. */
export function findRuleChanges(was: ReleaseRules, is: ReleaseRules): string[] {
  const [before, now] = [flat(was), flat(is)];
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => `${name} was ${before.get(name) ?? 'not there'} and is ${now.get(name) ?? 'not there'}`);
}

function flat(rules: object, within = ''): Map<string, string> {
  return new Map(
    Object.entries(rules).flatMap(([name, value]: [string, unknown]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? [...flat(value, `${within}${name}.`)]
        : [[`${within}${name}`, String(value)]],
    ),
  );
}

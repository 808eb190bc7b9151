import { loadSolver } from '../domain/disclosure/audit/bounds.ts';
import { auditStrict } from '../domain/disclosure/audit-strict.ts';
import { departmentRule } from '../domain/disclosure/department-rule.ts';
import type { FormerReleases } from '../domain/disclosure/former-rows.ts';
import type { SafeRows } from '../domain/disclosure/safe-rows.ts';
import type { DisclosureSettings } from '../domain/disclosure/settings.ts';
import { hiddenRowsOf, type StrictSeries, strictRule } from '../domain/disclosure/strict-rule.ts';
import { RollcallError } from '../errors.ts';
import type { Series, Statistics } from './make-statistics.ts';

/** Rules of disclosure control: the Department's, to make its files again, and ours. */
export const RULES = ['strict', 'department'] as const;
export type Rule = (typeof RULES)[number];

export interface SafeStatistics {
  readonly series: ReadonlyMap<Series, SafeRows>;
  /** Rows with figures, and how many are hidden; null by the Department's rule, which is not tried. */
  readonly strict: { readonly rows: number; readonly hidden: number; readonly countsTried: number } | null;
  /** Keys of the rows that our own rule hid, which the next release needs. */
  readonly hiddenRows: readonly string[];
}

/**
 * Takes out of statistics what must not be published. By our own rule what is left is then attacked as a reader could.
 * @param former the releases before of the academic year
 * @throws disclosure-failed when more can be told of a hidden count than is promised: nothing may be published
 */
export async function makeSafe(
  { series }: Pick<Statistics, 'series'>,
  rule: Rule,
  settings: DisclosureSettings,
  former: FormerReleases | null = null,
): Promise<SafeStatistics> {
  if (rule === 'department') return { series: departmentRule(series), strict: null, hiddenRows: [] };
  const made = strictRule(series, settings, former);
  const countsTried = await attack(made, settings);
  return {
    series: made.series as ReadonlyMap<Series, SafeRows>,
    strict: { rows: made.rows, hidden: made.hiddenRows, countsTried },
    hiddenRows: hiddenRowsOf(made),
  };
}

async function attack(made: StrictSeries, settings: DisclosureSettings): Promise<number> {
  const audit = auditStrict(made, settings, await loadSolver());
  const [first] = audit.recovered;
  if (first)
    throw new RollcallError(
      'disclosure-failed',
      `${audit.recovered.length} hidden counts could be told too closely, the first in ${first.row} (${first.measure}). Nothing was written. This is a fault of Rollcall: please report it.`,
    );
  return audit.hidden;
}

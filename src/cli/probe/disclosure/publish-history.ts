import { type Audit, auditRelease, type Protected } from '../../../domain/disclosure/audit/audit-release.ts';
import type { Solver } from '../../../domain/disclosure/audit/bounds.ts';
import { publishedOf, type TruthfulTable } from '../../../domain/disclosure/audit/publication.ts';
import { auditStrict, promisedOf } from '../../../domain/disclosure/audit-strict.ts';
import { type FormerReleases, isToDate } from '../../../domain/disclosure/former-rows.ts';
import { DEFAULT_SETTINGS } from '../../../domain/disclosure/settings.ts';
import { hiddenRowsOf, type StrictSeries, strictRule } from '../../../domain/disclosure/strict-rule.ts';
import type { Table } from '../../../domain/disclosure/table.ts';
import { keepPast } from '../../../domain/release/keep-past.ts';
import type { ReleaseInputs } from '../../../domain/statistics/release-inputs.ts';
import { statisticsOfInputs } from '../../../domain/statistics/statistics-of-inputs.ts';
import { type History, inputsOf } from './history.ts';

/** What was made of a release. */
export interface MadeRelease {
  readonly inputs: ReleaseInputs;
  readonly strict: StrictSeries;
}

/** Makes the releases of a history one after the other, each with what it must know of those before. */
export function publishHistory(history: History): MadeRelease[] {
  const made: MadeRelease[] = [];
  let former: FormerReleases | null = null;
  for (const release of history.asOf.keys()) {
    const read = inputsOf(history, release);
    const before = made.at(-1);
    const inputs: ReleaseInputs =
      before && former
        ? keepPast(read, { ...before.inputs, hidden: former.hidden }, DEFAULT_SETTINGS.leastSchoolsUnknown)
        : read;
    const strict = strictRule(statisticsOfInputs(inputs).series, DEFAULT_SETTINGS, former);
    former = { asOf: history.asOf.slice(0, release + 1), hidden: new Set(hiddenRowsOf(strict)) };
    made.push({ inputs, strict });
  }
  return made;
}

/** The table of a release without the terms and years to date of those before. */
export const ownTable = ({ table: { rows, sums } }: Pick<StrictSeries, 'table'>): Table => ({
  rows: rows.filter(({ key }) => !isToDate(key)),
  sums: sums.filter(({ whole, parts }) => ![whole, ...parts].some(isToDate)),
});

/** Attacks each release as it is before it is published, and then all of them together, with the true figures of each. */
export function attackHistory(made: readonly MadeRelease[], solver: Solver): Audit {
  const audits = [
    ...made.map(({ strict }) => auditStrict(strict, DEFAULT_SETTINGS, solver)),
    attackTogether(made, solver),
  ];
  return {
    hidden: audits.reduce((sum, { hidden }) => sum + hidden, 0),
    recovered: audits.flatMap(({ recovered }) => recovered),
  };
}

/** Somebody who has all releases, and knows how they are made: that weeks of an authority that were hidden are not made again. */
function attackTogether(made: readonly MadeRelease[], solver: Solver): Audit {
  const truth = new Map<string, Protected>();
  const tables = made.map(({ strict }, release): TruthfulTable => {
    const keyOf = (key: string) => `${release}: ${key}`;
    for (const [key, own] of promisedOf(strict, DEFAULT_SETTINGS).truth) if (!isToDate(key)) truth.set(keyOf(key), own);
    const { rows, sums } = ownTable(strict);
    return {
      rows: rows.map((row) => ({ ...row, key: keyOf(row.key) })),
      sums: sums.map(({ whole, parts }) => ({ whole: keyOf(whole), parts: parts.map(keyOf) })),
      hidden: new Set([...strict.hidden].map(keyOf)),
    };
  });
  return auditRelease(publishedOf([...tables, unchanged(made)]), truth, DEFAULT_SETTINGS, solver);
}

/** That hidden weeks and days of an authority's phase are the same in every release that has them. */
function unchanged(made: readonly MadeRelease[]): TruthfulTable {
  const sums = made.slice(1).flatMap(({ strict: { table, hidden } }, place) => {
    const before = made[place]!.strict;
    const had = new Set(before.table.rows.map(({ key }) => key));
    return table.rows
      .filter(
        ({ key }) =>
          had.has(key) &&
          hidden.has(key) &&
          before.hidden.has(key) &&
          /^(daily|weekly)\|E06.*\|(Primary|Secondary|Special)\|/.test(key),
      )
      .map(({ key }) => ({ whole: `${place + 1}: ${key}`, parts: [`${place}: ${key}`] }));
  });
  return { rows: [], sums, hidden: new Set() };
}

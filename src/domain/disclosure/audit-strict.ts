import { type Audit, auditRelease, type Protected } from './audit/audit-release.ts';
import type { Solver } from './audit/bounds.ts';
import { publishedOf } from './audit/publication.ts';
import { knownParts } from './former-rows.ts';
import { findUnsafe } from './primary.ts';
import type { DisclosureSettings } from './settings.ts';
import type { StrictSeries } from './strict-rule.ts';
import type { Row } from './table.ts';

/** Whether nobody may tell a row: it is hidden, or it is what nobody publishes and unsafe by itself. */
export const mustHold = (row: Row, hidden: ReadonlySet<string>, settings: DisclosureSettings): boolean =>
  row.kind === 'published' ? hidden.has(row.key) : findUnsafe(row, settings).length > 0;

/** What is promised of a release: which of its rows nobody can read anywhere, and the counts that are to be protected, by row. */
interface Promised {
  readonly hidden: ReadonlySet<string>;
  readonly truth: ReadonlyMap<string, Protected>;
}

/** Of a hidden term or year of which weeks are shown, and of anything of which parts were shown before, the promise is of the rest. */
export function promisedOf(
  { table, known, ...made }: Pick<StrictSeries, 'table' | 'known' | 'hidden'>,
  settings: DisclosureSettings,
): Promised {
  const hidden = made.hidden.difference(known);
  const shown = new Set(
    table.rows.filter(({ key, kind }) => kind === 'published' && !hidden.has(key)).map(({ key }) => key),
  );
  const least = knownParts(table, known, shown);
  const truth = new Map(
    table.rows
      .filter((row) => mustHold(row, hidden, settings))
      .map(({ key, counts }) => [key, { counts, least: least.get(key) ?? null }] as const),
  );
  return { hidden, truth };
}

/** Attacks series that our own rule has made safe, as somebody does who has this release and those before: what these showed is taken as known. */
export function auditStrict(
  made: Pick<StrictSeries, 'table' | 'known' | 'hidden'>,
  settings: DisclosureSettings,
  solver: Solver,
): Audit {
  const { hidden, truth } = promisedOf(made, settings);
  return auditRelease(publishedOf([{ ...made.table, hidden }]), truth, settings, solver);
}

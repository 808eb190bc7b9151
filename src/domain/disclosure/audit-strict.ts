import { type Audit, auditRelease } from './audit/audit-release.ts';
import type { Solver } from './audit/bounds.ts';
import { publishedOf } from './audit/publication.ts';
import { knownParts } from './former-rows.ts';
import type { DisclosureSettings } from './settings.ts';
import type { StrictSeries } from './strict-rule.ts';

/**
 * Attacks series that our own rule has made safe, as somebody does who has this release and those before: what these showed is taken as known.
 * Of a hidden term or year of which weeks are shown the promise is of the rest.
 */
export function auditStrict(
  { table, known, ...made }: Pick<StrictSeries, 'table' | 'known' | 'hidden'>,
  settings: DisclosureSettings,
  solver: Solver,
): Audit {
  const hidden = made.hidden.difference(known);
  const shown = new Set(
    table.rows.filter(({ key, kind }) => kind === 'published' && !hidden.has(key)).map(({ key }) => key),
  );
  const least = knownParts(table, (key) => shown.has(key));
  const truth = new Map(
    table.rows
      .filter(({ key }) => hidden.has(key))
      .map(({ key, counts }) => [key, { counts, least: least.get(key) ?? null }] as const),
  );
  return auditRelease(publishedOf([{ ...table, hidden }]), truth, settings, solver);
}

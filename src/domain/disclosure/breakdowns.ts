import { ALL_PHASES } from '../statistics/phase.ts';
import type { PublishedRow } from '../statistics/published-row.ts';
import { findUnsafe } from './primary.ts';
import { ALL_PUPILS, characteristicOf, type MadeSeries, pupilsKey, rowKeyIn } from './series-table.ts';
import type { DisclosureSettings } from './settings.ts';
import type { Table } from './table.ts';

/** The series of breakdowns. */
export const BREAKDOWNS = 'by characteristic';

/** Rows of groups of an authority's pupils are never made: many are too small. */
export const isNeverMade = ({ area, group = ALL_PUPILS }: PublishedRow): boolean =>
  area.level === 'Local authority' && group !== ALL_PUPILS;

/** The series with the rows that can be published. */
export const withoutNeverMade = (series: MadeSeries): MadeSeries =>
  new Map([...series].map(([name, rows]) => [name, rows.filter((row) => !isNeverMade(row))]));

/**
 * Which rows of breakdowns are left out, besides those that are never made. A group such as pupils whose sex is not recorded is told by all pupils less the other groups, and is too small to hide
 * anything behind. So nothing of a breakdown is hidden: a characteristic is published for the nation, and for all regions, at all times, when every row of every
 * group is safe and no row of all pupils is hidden there, and else not at all. Where a phase is left out, all schools are too, and where the
 * nation is, its regions.
 * @param series without rows that are never made, and `table` of it
 * @param hidden rows of all pupils that are hidden, and rows that the release before hid or left out
 * @returns keys of rows of the table
 */
export function leaveOutBreakdowns(
  series: MadeSeries,
  table: Table,
  settings: DisclosureSettings,
  hidden: ReadonlySet<string>,
): ReadonlySet<string> {
  const byKey = new Map(table.rows.map((row) => [row.key, row]));
  const rows = (series.get(BREAKDOWNS) ?? []).filter(
    ({ counts, group = ALL_PUPILS }) => counts !== null && group !== ALL_PUPILS,
  );
  const keyOf = (row: PublishedRow) => rowKeyIn(BREAKDOWNS, row);
  const isBad = (key: string) => {
    const row = byKey.get(key);
    return hidden.has(key) || (row !== undefined && findUnsafe(row, settings).length > 0);
  };
  const allPupils = (row: PublishedRow) => keyOf({ ...row, group: ALL_PUPILS });
  const sessions = unitsWith(rows, (row) => isBad(keyOf(row)) || hidden.has(allPupils(row)));
  const pupils = unitsWith(rows, (row) => isBad(pupilsKey(keyOf(row))) || hidden.has(pupilsKey(allPupils(row))));
  return new Set(
    rows.flatMap((row) => {
      const key = keyOf(row);
      if (sessions.has(unitOf(row))) return [key, pupilsKey(key)];
      return pupils.has(unitOf(row)) ? [pupilsKey(key)] : [];
    }),
  );
}

const unitKey = (topic: string, phase: string, level: string): string => `${topic}|${phase}|${level}`;
/** A characteristic, a phase, and areas that are left out together. */
const unitOf = (row: PublishedRow): string => unitKey(characteristicOf(row), row.phase, row.area.level);

function unitsWith(rows: readonly PublishedRow[], isBad: (row: PublishedRow) => boolean): ReadonlySet<string> {
  const found = new Set(rows.filter(isBad).map(unitOf));
  const units = new Map(rows.map((row) => [unitOf(row), row]));
  for (const [unit, row] of units)
    if (found.has(unit)) found.add(unitKey(characteristicOf(row), ALL_PHASES, row.area.level));
  for (const [unit, row] of units)
    if (row.area.level === 'National' && found.has(unit))
      found.add(unitKey(characteristicOf(row), row.phase, 'Regional'));
  return found;
}

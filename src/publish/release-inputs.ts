import { type AcademicYear, academicYear } from '../domain/sessions/academic-year.ts';
import { addDays, dayOfWeek } from '../domain/sessions/dates.ts';
import { type Area, areaKey, ENGLAND } from '../domain/statistics/area.ts';
import { PHASES, type Phase } from '../domain/statistics/phase.ts';
import { SchoolPool, type TalliedSchool } from '../domain/statistics/pool-schools.ts';
import type { ReleaseInputs, SharingRow } from '../domain/statistics/release-inputs.ts';
import { rulesInForce } from '../domain/tallies/published-rules.ts';
import { RollcallError } from '../errors.ts';
import type { Database, Handle } from '../store/database.ts';
import {
  listPublishedSchools,
  type PublishedSchool,
  readPublishedAreas,
  readPublishedTallies,
  readSharing,
} from '../store/published-tallies.ts';

export type { InputRow, ReleaseInputs, SharingRow } from '../domain/statistics/release-inputs.ts';
export { parseInputs, writeInputs } from './inputs-file.ts';

/** Schools that are read at a time: some megabytes. */
const BATCH = 100;

/**
 * Reads what a release is made from: sums of all schools whose agreement is in force, or that closed while it was (their marks stay in the year), each
 * under its deemed phase and in its authority of the time. All of it is of one moment. Schools pass through the sums batch by batch, and
 * nothing of one is kept.
 * @param statistics the statistics login, which sees tallies and no pupil
 * @param asOf a Friday of the academic year, the last day that is counted
 * @throws command-invalid when it is no Friday of the year; database-outdated when tallies were made under other rules than those in force
 */
export async function readInputs(statistics: Database, startYear: number, asOf: string): Promise<ReleaseInputs> {
  const year = academicYear(startYear);
  if (dayOfWeek(asOf) !== 5 || asOf < year.start || asOf > year.end)
    throw new RollcallError(
      'command-invalid',
      `A release is as of a Friday of its academic year: ${asOf} is none of ${year.label}.`,
    );
  return statistics
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const areas = await readPublishedAreas(transaction);
      const pool = new SchoolPool(year, asOf, areas);
      await addSchools(transaction, year, pool, areas);
      const rows = pool.finish();
      const sharing = sumSharing(await readSharing(transaction, asOf), areas);
      const named = new Set([...rows, ...sharing].map(({ area }) => area));
      return { startYear, asOf, areas: areas.filter((area) => named.has(areaKey(area))), sharing, rows };
    });
}

async function addSchools(handle: Handle, year: AcademicYear, pool: SchoolPool, areas: readonly Area[]): Promise<void> {
  const keys = new Map(areas.map((area) => [area.oldLaCode, areaKey(area)]));
  const mondays = Array.from({ length: 54 }, (_, week) => addDays(year.start, week * 7));
  const schools = await listPublishedSchools(handle, year.startYear);
  const rules = rulesInForce(year);
  const read = (first: number) => {
    const batch = schools.slice(first, first + BATCH);
    return readPublishedTallies(
      handle,
      year.startYear,
      batch.map(({ urn }) => urn),
    );
  };
  // The next batch is on its way while one is added up.
  let next = read(0);
  for (let first = 0; first < schools.length; first += BATCH) {
    const tallies = await next;
    next = first + BATCH < schools.length ? read(first + BATCH) : next;
    for (const { urn, phase, stays } of schools.slice(first, first + BATCH)) {
      const groups = tallies.get(urn) ?? [];
      if (groups.some((each) => each.rules !== rules)) throw outdated(year);
      const authorities = mondays.map((monday) => keys.get(laCodeOn(stays, monday) ?? '') ?? null);
      pool.add({ phase, authorities, groups } satisfies TalliedSchool);
    }
  }
}

const outdated = ({ label }: AcademicYear) =>
  new RollcallError(
    'database-outdated',
    `Tallies of ${label} were made under other rules of publication than those in force. Start Rollcall once with this version: it makes them anew.`,
  );

/** The authority that a school was in on a day, by its three digits. */
function laCodeOn(stays: PublishedSchool['stays'], day: string): string | null {
  const found = stays.find(({ from, to }) => (from === null || from <= day) && (to === null || day <= to));
  return found?.laCode ?? null;
}

/** By area and phase, regions and the nation as sums of their authorities. */
function sumSharing(
  found: readonly { laCode: string; phase: Phase; mayShare: number; share: number }[],
  areas: readonly Area[],
): SharingRow[] {
  const authorities = new Map(areas.flatMap((area) => (area.oldLaCode === '' ? [] : [[area.oldLaCode, area]])));
  const sums = new Map<string, SharingRow>();
  for (const { laCode, phase, mayShare, share } of found) {
    const authority = authorities.get(laCode);
    if (!authority) continue;
    for (const area of [ENGLAND.code, authority.regionCode, areaKey(authority)]) {
      const before = sums.get(`${area} ${phase}`);
      sums.set(`${area} ${phase}`, {
        area,
        phase,
        mayShare: (before?.mayShare ?? 0) + mayShare,
        share: (before?.share ?? 0) + share,
      });
    }
  }
  return areas.flatMap((area) => PHASES.flatMap((phase) => sums.get(`${areaKey(area)} ${phase}`) ?? []));
}

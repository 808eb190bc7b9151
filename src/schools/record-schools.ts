import type { Handle } from '../store/database.ts';
import { addTrusts, type Membership, writeAreas, writeMemberships } from '../store/school-memberships.ts';
import { fillSchools, knownUrns, writeSchools } from '../store/schools.ts';
import type { Binding } from './extract-columns.ts';
import type { ParsedSchool } from './parse-school.ts';

interface Writing {
  /** The columns that the file has; facts without one stay what they were. */
  readonly columns: Binding;
  readonly asAt: string;
  readonly now: Date;
  /** A newer list was imported before: schools that are known are left as they are. */
  readonly older: boolean;
}

/**
 * Writes schools, their areas and trusts.
 * An older list fills in the published facts that a newer one did not have, and changes nothing else of a school that is known.
 * @returns how many schools are new, and of how many a fact, the area or the trust changed
 */
export async function recordSchools(
  handle: Handle,
  read: readonly ParsedSchool[],
  { columns, asAt, now, older }: Writing,
): Promise<{ added: number; changed: number }> {
  const known = await knownUrns(
    handle,
    read.map(({ school }) => school.urn),
  );
  const batch = older ? read.filter(({ school }) => !known.has(school.urn)) : read;
  const written = await writeSchools(
    handle,
    batch.map(({ school }) => school),
    columnsOf(columns),
    false,
    now,
  );
  if (older)
    await fillSchools(
      handle,
      read.map(({ school }) => school),
      now,
    );
  const areas = batch.flatMap(({ school: { urn, la_code, open_date } }) =>
    la_code === null ? [] : [{ urn, la_code, first: open_date }],
  );
  const moved = await writeAreas(handle, areas, asAt);
  await addTrusts(handle, uniqueTrusts(batch));
  const joined = await writeMemberships(
    handle,
    batch.flatMap((each) => membershipOf(each, asAt)),
  );
  const touched = new Set([...written, ...moved, ...joined]);
  const added = batch.filter(({ school }) => !known.has(school.urn)).length;
  return { added, changed: [...touched].filter((urn) => known.has(urn)).length };
}

function membershipOf({ school, trust }: ParsedSchool, asAt: string): Membership[] {
  if (trust === undefined) return [];
  const as_at = trust?.asAt ?? asAt;
  const last = trust && school.status_code === '2' ? school.close_date : null;
  return [
    {
      urn: school.urn,
      trust_uid: trust?.trust_uid ?? null,
      first: school.open_date,
      last,
      as_at,
      since: as_at.padEnd(10, '-01'),
    },
  ];
}

function uniqueTrusts(batch: readonly ParsedSchool[]) {
  return [...new Map(batch.flatMap(({ trust }) => (trust ? [[trust.trust_uid, trust] as const] : []))).values()];
}

/** The columns of `school` that the file speaks of; what follows from type, phase and status always. */
function columnsOf(binding: Binding): Set<string> {
  const always = [
    'name',
    'la_code',
    'establishment_number',
    'type_code',
    'type_name',
    'phase_code',
    'phase_name',
    'status_code',
    'status_name',
    'sharing_category',
    'published_phase',
    'may_share',
  ];
  const perhaps = {
    openDate: 'open_date',
    closeDate: 'close_date',
    lowAge: 'low_age',
    highAge: 'high_age',
    gender: 'gender',
    ukprn: 'ukprn',
    town: 'town',
    postcode: 'postcode',
    pupils: 'pupils',
    freeSchoolMeals: 'fsm_permille',
    senSupport: 'sen_support_permille',
    ehcPlan: 'ehc_plan_permille',
    latitude: 'latitude',
    longitude: 'longitude',
  } as const;
  const present = Object.entries(perhaps).filter(([column]) => binding.has(column as keyof typeof perhaps));
  return new Set([...always, ...present.map(([, name]) => name)]);
}

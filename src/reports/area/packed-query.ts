import { sql } from 'kysely';
import type { Characteristics } from '../../domain/pupils/characteristics.ts';
import type { Handle } from '../../store/database.ts';
import { type CharacteristicName, SENSITIVE_CHARACTERISTICS } from '../selection/selection.ts';

/** Columns of profiles, by the characteristic that needs them, and how they come as text. */
const COLUMNS = [
  { of: 'year', column: 'nc_year', flag: false },
  { of: 'gender', column: 'gender', flag: false },
  { of: 'ethnicity', column: 'ethnicity', flag: false },
  { of: 'sen', column: 'sen_support', flag: true },
  { of: 'sen', column: 'ehc_plan', flag: true },
  { of: 'free_school_meals', column: 'free_school_meals', flag: true },
  { of: 'looked_after', column: 'sensitive.looked_after', flag: true },
  { of: 'previously_looked_after', column: 'sensitive.previously_looked_after', flag: true },
] as const satisfies readonly { of: CharacteristicName; column: string; flag: boolean }[];

/**
 * Profiles of all the schools, in one text a school: tens of thousands of rows would take longer to come than to count. Characteristics
 * that are the same are one object.
 * @param wanted which characteristics are read, besides the year group; the others are null
 * @param sensitive with the right to them: looked after and previously looked after; else null for all
 */
export async function readAreaProfiles(
  handle: Handle,
  urns: readonly number[],
  wanted: readonly CharacteristicName[],
  sensitive: boolean,
): Promise<Map<number, Map<number, Characteristics>>> {
  const isRead = ({ of }: (typeof COLUMNS)[number]) =>
    of === 'year' || (wanted.includes(of) && (sensitive || !SENSITIVE_CHARACTERISTICS.includes(of)));
  const needsSensitive = COLUMNS.some((each) => isRead(each) && SENSITIVE_CHARACTERISTICS.includes(each.of));
  const parts = COLUMNS.map((each) => {
    if (!isRead(each)) return sql`''`;
    return each.flag
      ? sql`coalesce(${sql.ref(each.column)}::integer::text, '')`
      : sql`coalesce(${sql.ref(each.column)}, '')`;
  });
  const join = needsSensitive
    ? sql`JOIN sensitive_profile AS sensitive ON sensitive.school_urn = wanted.urn AND sensitive.profile = profile.profile`
    : sql``;
  const { rows } = await sql<{ urn: number; profiles: string | null }>`
    SELECT wanted.urn, (
      SELECT string_agg(profile.profile || ' ' || ${sql.join(parts, sql` || ',' || `)}, E'\n') FROM profile ${join}
      WHERE profile.school_urn = wanted.urn
    ) AS profiles FROM unnest(${[...urns]}::integer[]) AS wanted (urn)`.execute(handle);
  const known = new Map<string, Characteristics>();
  return new Map(rows.map(({ urn, profiles }) => [urn, readProfiles(profiles ?? '', known)]));
}

function readProfiles(text: string, known: Map<string, Characteristics>): Map<number, Characteristics> {
  const profiles = new Map<number, Characteristics>();
  for (let begin = 0; begin < text.length; ) {
    let end = text.indexOf('\n', begin);
    if (end < 0) end = text.length;
    const blank = text.indexOf(' ', begin);
    const key = text.slice(blank + 1, end);
    let characteristics = known.get(key);
    if (!characteristics) known.set(key, (characteristics = readCharacteristics(key)));
    profiles.set(Number(text.slice(begin, blank)), characteristics);
    begin = end + 1;
  }
  return profiles;
}

/** Reads `7,F,WBRI,0,1,`: nothing for null. No value has a comma or a blank in it. */
function readCharacteristics(text: string): Characteristics {
  const [ncYear, gender, ethnicity, senSupport, ehcPlan, freeSchoolMeals, lookedAfter, previouslyLookedAfter] =
    text.split(',');
  const flag = (value: string | undefined) => (value === '1' ? true : value === '0' ? false : null);
  return {
    ncYear: ncYear!,
    gender: gender || null,
    ethnicity: ethnicity || null,
    senSupport: flag(senSupport),
    ehcPlan: flag(ehcPlan),
    freeSchoolMeals: flag(freeSchoolMeals),
    lookedAfter: flag(lookedAfter),
    previouslyLookedAfter: flag(previouslyLookedAfter),
  };
}

/**
 * The packed years of a school's pupils in one text: a line a pupil, its runs (`0,3,12,7`, or the
 * profile alone when it never changed), a blank and its marks. Only of pupils who
 * may have had one of the profiles; a pupil whose profile changed is always among them.
 */
export async function readPackedYears(
  handle: Handle,
  startYear: number,
  wanted: readonly { readonly urn: number; readonly profiles: readonly number[] }[],
): Promise<{ urn: number; text: string | null }[]> {
  const { rows } = await sql<{ urn: number; text: string | null }>`
    SELECT wanted.urn, (
      SELECT string_agg(CASE WHEN cardinality(profiles) > 2 THEN array_to_string(profiles, ',') ELSE profile::text END || ' ' || marks, E'\n') FROM enrolment_year
      WHERE school_urn = wanted.urn AND academic_year = ${startYear}
        AND (cardinality(profiles) > 2 OR profile = ANY (wanted.profiles))
    ) AS text FROM (
      SELECT urn, profiles::smallint[] AS profiles FROM unnest(${wanted.map(({ urn }) => urn)}::integer[],
        ${wanted.map(({ profiles }) => `{${profiles.join(',')}}`)}::text[]) AS each (urn, profiles) OFFSET 0
    ) AS wanted`.execute(handle);
  return rows;
}

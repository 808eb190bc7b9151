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
  const join = needsSensitive
    ? sql`JOIN sensitive_profile AS sensitive ON sensitive.school_urn = profile.school_urn AND sensitive.profile = profile.profile`
    : sql``;
  const { rows } = await sql<{ urn: number; profiles: string }>`
    SELECT profile.school_urn AS urn, string_agg(profile.profile || ${lineOf(isRead)}, E'\n') AS profiles FROM profile ${join}
    WHERE profile.school_urn = ANY (${[...urns]}::integer[]) GROUP BY profile.school_urn`.execute(handle);
  const known = new Map<string, Characteristics>();
  return new Map(rows.map(({ urn, profiles }) => [urn, readProfiles(profiles, known)]));
}

/** What `readCharacteristics` reads, after a blank. What is not read adds no step of its own for each of tens of thousands of profiles. */
function lineOf(isRead: (column: (typeof COLUMNS)[number]) => boolean) {
  let [line, between] = [sql``, ' '];
  for (const each of COLUMNS) {
    const column = sql.ref(each.column);
    const text = each.flag
      ? sql`CASE ${column} WHEN true THEN '1' WHEN false THEN '0' ELSE '' END`
      : sql`coalesce(${column}, '')`;
    if (isRead(each)) [line, between] = [sql`${line}${sql.lit(between)} || ${text} || `, ''];
    between += ',';
  }
  return sql`${line}${sql.lit(between)}`;
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
 * The packed years of each school's pupils in one text: a line a pupil, its runs (`0,3,12,7`, or the
 * profile alone when it never changed), a blank and its marks. Of few profiles only pupils who
 * may have had one of them; a pupil whose profile changed is always among them. A school without any is left out.
 */
export async function readPackedYears(
  handle: Handle,
  startYear: number,
  wanted: readonly { readonly urn: number; readonly profiles: readonly number[] }[],
  all: number,
): Promise<{ urn: number; text: string }[]> {
  const urns = wanted.map(({ urn }) => urn);
  const keys = wanted.flatMap(({ urn, profiles }) => profiles.map((profile) => urn * PROFILES + profile));
  // A list of one number each is looked up by its hash. Of most profiles everything is read: looking them up would take longer.
  const few =
    2 * keys.length > all
      ? sql``
      : sql`AND (cardinality(profiles) > 2 OR school_urn::bigint * ${sql.lit(PROFILES)} + profile = ANY (${`{${keys.join(',')}}`}::bigint[]))`;
  const { rows } = await sql<{ urn: number; text: string }>`
    SELECT school_urn AS urn,
      string_agg(CASE WHEN cardinality(profiles) > 2 THEN array_to_string(profiles, ',') ELSE profile::text END || ' ' || marks, E'\n') AS text
    FROM enrolment_year WHERE school_urn = ANY (${urns}::integer[]) AND academic_year = ${startYear} ${few}
    GROUP BY school_urn`.execute(handle);
  return rows;
}

/** More than a school has: the numbers of its profiles are of two bytes. */
const PROFILES = 65_536;

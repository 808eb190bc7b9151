import { sql } from 'kysely';
import type { Characteristics } from '../domain/pupils/characteristics.ts';
import type { Handle } from './database.ts';

export interface StoredPupil {
  readonly id: number;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
  readonly profile: number;
}

export async function readPupils(handle: Handle, urn: number): Promise<StoredPupil[]> {
  const { rows } = await sql<StoredPupil>`
    SELECT pupil.pupil_id AS id, forename, surname, upn, profile FROM pupil
    JOIN pupil_identity ON pupil_identity.school_urn = pupil.school_urn AND pupil_identity.pupil_id = pupil.pupil_id
    WHERE pupil.school_urn = ${urn}`.execute(handle);
  return rows;
}

export async function readSourceKeys(handle: Handle, urn: number, source: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ source_key: string; pupil_id: number }>`
    SELECT source_key, pupil_id FROM pupil_source_key WHERE school_urn = ${urn} AND source = ${source}`.execute(handle);
  return new Map(rows.map((row) => [row.source_key, row.pupil_id]));
}

export async function writeSourceKeys(
  handle: Handle,
  urn: number,
  source: string,
  keys: readonly { key: string; id: number }[],
): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    INSERT INTO pupil_source_key (school_urn, source, source_key, pupil_id)
    SELECT ${urn}::integer, ${source}, * FROM unnest(${keys.map(({ key }) => key)}::text[], ${keys.map(({ id }) => id)}::integer[])
    ON CONFLICT (school_urn, source, source_key) DO NOTHING`.execute(handle);
}

/** Writes pupils and, apart, who they are. Existing ones are brought up to date; unchanged rows are not written again. */
export async function writePupils(
  handle: Handle,
  urn: number,
  seenAt: Date,
  pupils: readonly StoredPupil[],
): Promise<void> {
  if (pupils.length === 0) return;
  const ids = pupils.map(({ id }) => id);
  await sql`
    INSERT INTO pupil (school_urn, pupil_id, profile, first_seen_at)
    SELECT ${urn}::integer, id, profile, ${seenAt}::timestamptz FROM unnest(${ids}::integer[], ${pupils.map(({ profile }) => profile)}::smallint[]) AS given (id, profile)
    ON CONFLICT (school_urn, pupil_id) DO UPDATE SET profile = excluded.profile WHERE pupil.profile <> excluded.profile`.execute(
    handle,
  );
  await sql`
    INSERT INTO pupil_identity (school_urn, pupil_id, forename, surname, upn)
    SELECT ${urn}::integer, * FROM unnest(${ids}::integer[], ${pupils.map(({ forename }) => forename)}::text[], ${pupils.map(({ surname }) => surname)}::text[], ${pupils.map(({ upn }) => upn)}::text[])
    ON CONFLICT (school_urn, pupil_id) DO UPDATE SET forename = excluded.forename, surname = excluded.surname, upn = excluded.upn
    WHERE (pupil_identity.forename, pupil_identity.surname, pupil_identity.upn) IS DISTINCT FROM (excluded.forename, excluded.surname, excluded.upn)`.execute(
    handle,
  );
}

const keyOf = (each: Characteristics) =>
  JSON.stringify([
    each.ncYear,
    each.gender,
    each.ethnicity,
    each.lookedAfter,
    each.previouslyLookedAfter,
    each.senSupport,
    each.ehcPlan,
    each.freeSchoolMeals,
  ]);

/** The school's profiles, by number. */
export async function readProfiles(handle: Handle, urn: number): Promise<Map<number, Characteristics>> {
  const { rows } = await sql<Characteristics & { profile: number }>`
    SELECT profile, nc_year AS "ncYear", gender, ethnicity, looked_after AS "lookedAfter", previously_looked_after AS "previouslyLookedAfter",
      sen_support AS "senSupport", ehc_plan AS "ehcPlan", free_school_meals AS "freeSchoolMeals"
    FROM profile WHERE school_urn = ${urn}`.execute(handle);
  return new Map(rows.map(({ profile, ...characteristics }) => [profile, characteristics]));
}

/** Numbers for combinations of characteristics: those the school has already, and new ones, which `writeProfiles` then keeps. */
export class ProfileNumbers {
  readonly all: Map<number, Characteristics>;
  readonly added: { profile: number; characteristics: Characteristics }[] = [];
  readonly #numbers: Map<string, number>;

  constructor(known: ReadonlyMap<number, Characteristics>) {
    this.all = new Map(known);
    this.#numbers = new Map([...known].map(([profile, characteristics]) => [keyOf(characteristics), profile]));
  }

  numberOf(characteristics: Characteristics): number {
    const key = keyOf(characteristics);
    const found = this.#numbers.get(key);
    if (found !== undefined) return found;
    const profile = this.all.size + 1;
    this.#numbers.set(key, profile);
    this.all.set(profile, characteristics);
    this.added.push({ profile, characteristics });
    return profile;
  }
}

export async function writeProfiles(handle: Handle, urn: number, added: ProfileNumbers['added']): Promise<void> {
  if (added.length === 0) return;
  const column = (pick: (each: Characteristics) => string | boolean | null) =>
    added.map(({ characteristics }) => pick(characteristics));
  await sql`
    INSERT INTO profile (school_urn, profile, nc_year, gender, ethnicity, looked_after, previously_looked_after, sen_support, ehc_plan, free_school_meals)
    SELECT ${urn}::integer, * FROM unnest(${added.map(({ profile }) => profile)}::smallint[], ${column((each) => each.ncYear)}::text[],
      ${column((each) => each.gender)}::text[], ${column((each) => each.ethnicity)}::text[], ${column((each) => each.lookedAfter)}::boolean[],
      ${column((each) => each.previouslyLookedAfter)}::boolean[], ${column((each) => each.senSupport)}::boolean[],
      ${column((each) => each.ehcPlan)}::boolean[], ${column((each) => each.freeSchoolMeals)}::boolean[])`.execute(
    handle,
  );
}

export interface Enrolment {
  readonly pupil: number;
  readonly firstDay: string;
  readonly lastDay: string | null;
}

export async function readEnrolments(handle: Handle, urn: number): Promise<Enrolment[]> {
  const { rows } =
    await sql<Enrolment>`SELECT pupil_id AS pupil, first_day AS "firstDay", last_day AS "lastDay" FROM enrolment WHERE school_urn = ${urn}`.execute(
      handle,
    );
  return rows;
}

/** Writes enrolments; one with the same pupil and first day is brought up to date. */
export async function writeEnrolments(handle: Handle, urn: number, enrolments: readonly Enrolment[]): Promise<void> {
  if (enrolments.length === 0) return;
  await sql`
    INSERT INTO enrolment (school_urn, pupil_id, first_day, last_day)
    SELECT ${urn}::integer, * FROM unnest(${enrolments.map(({ pupil }) => pupil)}::integer[], ${enrolments.map(({ firstDay }) => firstDay)}::date[], ${enrolments.map(({ lastDay }) => lastDay)}::date[])
    ON CONFLICT (school_urn, pupil_id, first_day) DO UPDATE SET last_day = excluded.last_day`.execute(handle);
}

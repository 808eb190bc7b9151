import { sql } from 'kysely';
import type { Database, Handle } from '../../store/database.ts';
import type { ProbeSchool } from './world.ts';

/**
 * A prime for each school, by which its figures are multiplied: whatever is added up within a school stays a multiple of its prime, so a
 * number says whose it is, without a name. A pupil's sessions of the world's two weeks stay within a smallint. No sum over schools that
 * somebody sees together is a multiple of another's (figures.test.ts).
 */
export const FACTORS = [1187, 1193, 1223, 1249, 1283, 1297, 1321, 1361, 1399, 1433, 1481, 1523] as const;
/** Nothing that is counted in a school of the world comes to more. */
const MOST = 200;
/** Smaller numbers are years and times as well. */
const LEAST = 10_000;

/** Whole numbers that are a school's figures, and whose. */
const OWNERS = new Map(
  FACTORS.flatMap((factor, index) =>
    Array.from({ length: MOST }, (_, times) => [factor * (times + 1), index] as const).filter(
      ([figure]) => figure >= LEAST,
    ),
  ),
);

/** With commas as pages write them, and without as files and reports do. Not a part of a date, a decimal, a word or a path. */
const NUMBERS = [/(?<![\w./-])\d{5,6}(?![\w/-]|\.\d)/g, /(?<![\w.,/-])\d{2,3},\d{3}(?![\w,/-]|\.\d)/g];

/** The URNs of schools whose figures a text tells. */
export function findFigures(schools: readonly ProbeSchool[], text: string): Set<number> {
  const numbers = NUMBERS.flatMap((pattern) => text.match(pattern) ?? []);
  const owners = numbers.flatMap((number) => OWNERS.get(Number(number.replace(',', ''))) ?? []);
  return new Set(owners.map((index) => schools[index]!.urn));
}

/** Multiplies a school's figures: in every table that counts its sessions, whichever there are, and its packed counts by code. */
export async function multiplyFigures(owner: Database, { urn, factor }: ProbeSchool): Promise<void> {
  for (const { name, packed } of await tablesWithFigures(owner)) {
    const counts = sql`counts = (SELECT coalesce(string_agg(part[1] || part[2]::integer * ${factor}::integer, ''), '')
      FROM regexp_matches(counts, '(\\D)(\\d+)', 'g') AS part)`;
    await sql`UPDATE ${sql.raw(name)} SET attended = attended * ${factor}::integer, authorised = authorised * ${factor}::integer,
      unauthorised = unauthorised * ${factor}::integer ${packed ? sql`, ${counts}` : sql``} WHERE school_urn = ${urn}`.execute(
      owner,
    );
  }
}

async function tablesWithFigures(owner: Handle): Promise<{ name: string; packed: boolean }[]> {
  const { rows } = await sql<{ name: string; packed: boolean }>`
    SELECT c.oid::regclass::text AS name, bool_or(a.attname = 'counts') AS packed FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
    GROUP BY c.oid HAVING bool_or(a.attname = 'attended') AND bool_or(a.attname = 'school_urn')`.execute(owner);
  return rows;
}

import { CODES } from '../../src/domain/codes/codes.ts';
import { isStatistical, NC_YEARS } from '../../src/domain/pupils/nc-year.ts';
import type { AcademicYear } from '../../src/domain/sessions/academic-year.ts';

/**
 * Statements over the yardsticks' one table, `mark`, a row a session: the same text for PostgreSQL and for DuckDB. `$1` is the school.
 */
export type Question = string;

const list = (values: readonly string[]) => values.map((each) => `'${each.replaceAll("'", "''")}'`).join(', ');
const codesOf = (...categories: string[]) =>
  list(CODES.filter(({ category }) => categories.includes(category)).map(({ mark }) => mark));

const ATTENDED = codesOf('present', 'approved-educational-activity');
const AUTHORISED = codesOf('authorised');
const UNAUTHORISED = codesOf('unauthorised');
const POSSIBLE = codesOf('present', 'approved-educational-activity', 'authorised', 'unauthorised');
const ABSENT = codesOf('authorised', 'unauthorised');
const count = (codes: string, name: string) => `count(*) FILTER (WHERE code IN (${codes})) AS ${name}`;

/** Attended, authorised and unauthorised sessions. */
export const SUMS = [
  count(ATTENDED, 'attended'),
  count(AUTHORISED, 'authorised'),
  count(UNAUTHORISED, 'unauthorised'),
].join(', ');
const BASE = [count(ABSENT, 'absent'), count(POSSIBLE, 'possible')].join(', ');

/** The statistical population in an academic year, at one school or at all. */
export function whereOf({ start, end }: AcademicYear, more = ''): { school: string; all: string } {
  const years = list(NC_YEARS.filter((year) => isStatistical(year)));
  const all = `WHERE nc_year IN (${years}) AND day BETWEEN '${start}' AND '${end}'${more && ` AND ${more}`}`;
  return { school: `${all} AND school_urn = $1`, all };
}

/** Sessions by something. */
export const sumsBy = (by: string, where: string): Question =>
  `SELECT ${by}, ${SUMS} FROM mark ${where} GROUP BY ${by}`;

/** Sessions, pupils, persistently and severely absent pupils by something: the measures of a report's rows. */
export const measuresBy = (by: string, where: string): Question => `
  SELECT ${by}, count(*) AS pupils, sum(attended) AS attended, sum(authorised) AS authorised, sum(unauthorised) AS unauthorised,
    count(*) FILTER (WHERE (authorised + unauthorised) * 10 >= attended + authorised + unauthorised) AS persistent,
    count(*) FILTER (WHERE (authorised + unauthorised) * 2 >= attended + authorised + unauthorised) AS severe
  FROM (SELECT school_urn, pupil_id, max(nc_year) AS nc_year, max(gender) AS gender, max(ethnicity) AS ethnicity, max(sen) AS sen,
    max(free_school_meals) AS free_school_meals, max(looked_after) AS looked_after, max(previously_looked_after) AS previously_looked_after,
    ${SUMS} FROM mark ${where} GROUP BY school_urn, pupil_id) AS pupil
  WHERE attended + authorised + unauthorised > 0 GROUP BY ${by}`;

/** Pupils by absence band, and by something else besides. */
export const bandsBy = (by: string, where: string): Question => `
  SELECT ${by}, least(10, floor(20.0 * absent / possible)) AS band, count(*) AS pupils
  FROM (SELECT school_urn, pupil_id, max(nc_year) AS nc_year, ${BASE} FROM mark ${where} GROUP BY school_urn, pupil_id) AS pupil
  WHERE possible > 0 GROUP BY 1, 2`;

/** Each pupil's sessions. */
export const pupilSums = (where: string): Question => sumsBy('pupil_id', where);

/** The longest runs of possible sessions missed: gaps and islands, a row a spell. */
export const spells = (where: string): Question => `
  SELECT length, count(*) AS spells, sum(length) AS sessions, count(DISTINCT (school_urn, pupil_id)) AS pupils FROM (
    SELECT school_urn, pupil_id, place - run AS island, count(*) AS length FROM (
      SELECT school_urn, pupil_id, code, row_number() OVER (PARTITION BY school_urn, pupil_id ORDER BY day, half) AS place,
        row_number() OVER (PARTITION BY school_urn, pupil_id, code IN (${ABSENT}) ORDER BY day, half) AS run
      FROM mark ${where} AND code IN (${POSSIBLE})) AS numbered
    WHERE code IN (${ABSENT}) GROUP BY 1, 2, 3) AS spell
  GROUP BY length`;

/** Pupils without a mark, and pupils on roll, in each session since a day, by NC year: who has marks before and after is on roll. */
export const sessionsWithout = (where: string, since: string): Question => `
  SELECT day, half, roll.nc_year, count(*) AS on_roll, count(*) - count(code) AS without
  FROM (SELECT DISTINCT day, half FROM mark ${where} AND day >= '${since}') AS session
  JOIN (SELECT pupil_id, max(nc_year) AS nc_year, min(day) AS first, max(day) AS last FROM mark ${where} GROUP BY 1) AS roll
    ON day BETWEEN first AND last
  LEFT JOIN (SELECT pupil_id, day, half, code FROM mark ${where} AND day >= '${since}') AS own USING (pupil_id, day, half)
  GROUP BY 1, 2, 3`;

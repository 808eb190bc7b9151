import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { academicYear } from '../../src/domain/sessions/academic-year.ts';
import { packDays, packPublishedWeeks } from '../../src/domain/tallies/packed-published.ts';
import { rulesInForce } from '../../src/domain/tallies/published-rules.ts';
import { tallyPublished } from '../../src/domain/tallies/tally-published.ts';
import { minuteOf } from '../../src/sandbox/mis/days.ts';
import { makeHeldYear, PUPIL_DAYS } from '../../src/sandbox/mis/held-year.ts';
import { createRandom } from '../../src/sandbox/random.ts';
import { planMany } from '../../src/sandbox/schools/plan-many.ts';
import { type PublishedPhase, sharingOf } from '../../src/schools/sharing-category.ts';

/** What one group of a school has in the year, packed as it is kept. */
export interface MadeGroup {
  readonly group: string;
  readonly days: string;
  readonly weeks: string;
}

export interface MadeSchool {
  readonly urn: number;
  readonly phase: PublishedPhase | null;
  /** The authority's three digits. */
  readonly laCode: string;
  readonly groups: readonly MadeGroup[];
}

type Pattern = Pick<MadeSchool, 'phase' | 'groups'>;

const SEED = 1;
const PUPILS_A_SCHOOL = 380;
const FIRST_URN = 900_001;

/** Schools of the sandbox, in England's mix of kinds and sizes, each with its marks of a whole year tallied as the store would. */
export function makePatterns(count: number, startYear: number, now: Date): Pattern[] {
  const year = academicYear(startYear);
  return planMany(count, count * PUPILS_A_SCHOOL, SEED, '330').map(({ plan, pupils }) => {
    const held = makeHeldYear(plan, SEED, pupils, PUPIL_DAYS, minuteOf(now));
    const rows = held.weeks.flatMap((week, place) =>
      held.pupils.map(({ marks }, pupil) => ({
        week,
        pupil,
        profile: pupil,
        marks: marks.toString('latin1', place * 14, place * 14 + 14),
      })),
    );
    const profiles = new Map(held.pupils.map(({ characteristics }, pupil) => [pupil, characteristics]));
    const tallies = tallyPublished(year, rows, profiles);
    return {
      phase: sharingOf({ typeCode: plan.typeCode, phaseCode: plan.phaseCode, statusCode: '1' }).publishedPhase,
      groups: tallies.map(({ group, days, weeks }) => ({
        group,
        days: packDays(days),
        weeks: packPublishedWeeks(weeks),
      })),
    };
  });
}

/** Schools of a nation: each is one of the patterns, in one of the authorities. */
export function* makeSchools(
  count: number,
  patterns: readonly Pattern[],
  laCodes: readonly string[],
): Generator<MadeSchool, undefined> {
  const random = createRandom(SEED);
  for (let index = 0; index < count; index++)
    yield {
      urn: FIRST_URN + index,
      ...patterns[index % patterns.length]!,
      laCode: laCodes[Math.floor(random.next() * laCodes.length)]!,
    };
}

/** Writes schools into the store as they share, with their tallies. `onSchool` sees each on its way. */
export async function copyNation(
  ownerUrl: string,
  startYear: number,
  schools: Iterable<MadeSchool>,
  onSchool: (school: MadeSchool) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const rules = rulesInForce(academicYear(startYear));
    const lists: MadeSchool[] = [];
    async function* lines(): AsyncGenerator<string, undefined> {
      for (const school of schools) {
        lists.push({ ...school, groups: [] });
        await onSchool(school);
        yield school.groups
          .map(({ group, days, weeks }) =>
            [school.urn, startYear, group, rules, escaped(days), escaped(weeks)].join('\t'),
          )
          .concat('')
          .join('\n');
      }
    }
    await client.query('BEGIN');
    await pipeline(Readable.from(lines()), client.query(copyFrom('COPY tally_published FROM STDIN')));
    const copy = (what: string, line: (school: MadeSchool) => string) =>
      pipeline(
        Readable.from(lists.map((school) => `${line(school)}\n`)),
        client.query(copyFrom(`COPY ${what} FROM STDIN`)),
      );
    await copy(
      'school (urn, name, la_code, published_phase, may_share, invented, imported_at)',
      ({ urn, phase, laCode }) =>
        [urn, `Invented school ${urn}`, laCode, phase ?? '\\N', 't', 't', '2026-07-20'].join('\t'),
    );
    await copy('school_area (urn, la_code)', ({ urn, laCode }) => `${urn}\t${laCode}`);
    await copy('agreement (school_urn, state, source, changed_at)', ({ urn }) => `${urn}\treceiving\tnone\t2025-09-01`);
    await client.query('COMMIT');
    await client.query('VACUUM (ANALYZE)');
  } finally {
    await client.end();
  }
}

/** In this format a backslash makes the next sign literal, and a line is a row. */
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

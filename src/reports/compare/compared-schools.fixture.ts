import type { AgreementState } from '../../domain/agreement/agreement-state.ts';
import { packBands } from '../../domain/tallies/packed-bands.ts';
import type { Database } from '../../store/database.ts';

type CountedWeeks = Readonly<Record<string, readonly [number, number, number]>>;

/** A school with tallies, straight into the store. A thousand possible sessions a week unless told. */
export interface ComparedSchool {
  readonly urn: number;
  readonly laCode?: string;
  readonly phase?: 'Primary' | 'Secondary';
  readonly pupils?: number;
  readonly agreement?: AgreementState;
  /** By Monday: attended, authorised, unauthorised of the statistical population. */
  readonly weeks?: CountedWeeks;
  /** By Monday, of all other pupils. */
  readonly others?: CountedWeeks;
}

export const USUAL: CountedWeeks = { '2026-11-09': [930, 40, 30], '2026-11-16': [930, 40, 30] };
const LONG_AGO = '2026-08-01T08:00:00Z';
/** In each of the eleven bands. */
const BANDS = [60, 20, 10, 5, 2, 1, 1, 0, 0, 0, 1];

/** Derby and Derbyshire in the East Midlands, Birmingham in the West Midlands. */
export async function buildAreas(owner: Database): Promise<void> {
  await owner
    .insertInto('region')
    .values([
      { region_code: 'E12000004', name: 'East Midlands', gor_code: 'E' },
      { region_code: 'E12000005', name: 'West Midlands', gor_code: 'F' },
    ])
    .execute();
  const area = (la_code: string, name: string, region_code: string) => ({
    la_code,
    name,
    region_code,
    ons_code: null,
    valid_from: null,
    valid_to: null,
  });
  await owner
    .insertInto('local_authority')
    .values([
      area('831', 'Derby', 'E12000004'),
      area('830', 'Derbyshire', 'E12000004'),
      area('330', 'Birmingham', 'E12000005'),
    ])
    .execute();
}

/** Schools in place of those that were there. */
export async function buildCompared(owner: Database, schools: readonly ComparedSchool[]): Promise<void> {
  for (const table of ['tally_week', 'agreement'] as const) await owner.deleteFrom(table).execute();
  await owner.deleteFrom('school').execute();
  for (const school of schools) {
    const { urn, laCode = '831', phase = 'Primary', pupils = 300, agreement = 'receiving' } = school;
    const { weeks = USUAL, others = {} } = school;
    const facts = { la_code: laCode, published_phase: phase, pupils, fsm_permille: 200, invented: urn >= 900_000 };
    await owner
      .insertInto('school')
      .values({
        ...facts,
        urn,
        name: `School ${urn} (invented)`,
        status_code: '1',
        may_share: true,
        imported_at: LONG_AGO,
      })
      .execute();
    await owner
      .insertInto('agreement')
      .values({ school_urn: urn, state: agreement, source: 'wonde', changed_at: LONG_AGO })
      .execute();
    const all = [...new Set([...Object.keys(weeks), ...Object.keys(others)])].sort();
    for (const week of all) {
      const [own, more] = [weeks[week] ?? [0, 0, 0], others[week] ?? [0, 0, 0]];
      const row = (
        pupil_group: string,
        [attended, authorised, unauthorised]: readonly number[],
        bands: readonly number[],
      ) => ({
        school_urn: urn,
        week,
        pupil_group,
        attended: attended!,
        authorised: authorised!,
        unauthorised: unauthorised!,
        counts: '',
        bands: packBands(bands),
      });
      const sum = own.map((sessions, index) => sessions + more[index]!);
      await owner
        .insertInto('tally_week')
        .values([
          row('statistical', own, BANDS),
          row(
            'all',
            sum,
            BANDS.map((each) => each + (others[week] ? 1 : 0)),
          ),
        ])
        .execute();
    }
  }
}

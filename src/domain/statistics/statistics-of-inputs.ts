import { type Area, areaKey } from './area.ts';
import { type Census, type CountsRow, NO_CENSUS } from './counts-row.ts';
import { isDropped } from './dropped-days.ts';
import { type Period, TERMS, type Term } from './period.ts';
import type { Phase } from './phase.ts';
import { isWeighted, type PersistentCounts, type PublishedRow, withAllSchools } from './published-row.ts';
import type { InputRow, ReleaseInputs } from './release-inputs.ts';

/**
 * The series of a release. Rows of each by area, phase and period, all-schools rows after those of the phases. `by characteristic` has weeks, terms and the
 * year to date of each group of pupils, those of all pupils first.
 */
export type Series = 'daily' | 'weekly' | Term | 'year to date' | 'by characteristic';

/** Every figure of a release before anything is hidden. */
export interface ReleaseStatistics {
  readonly series: ReadonlyMap<Series, readonly PublishedRow[]>;
}

/** Schools and enrolments of the spring census of an area and phase; undefined where they are not known. */
export type CensusOf = (area: Area, phase: Phase) => Census | undefined;

/**
 * Makes every series and breakdown of a release from its inputs.
 * @param censusOf by which all-schools rates to 2024/25 are weighted; where it does not know, the schools are those that could share, and no
 *   rate of all schools can be weighted
 */
export function statisticsOfInputs(inputs: ReleaseInputs, censusOf: CensusOf = () => undefined): ReleaseStatistics {
  const weighted = isWeighted(inputs.startYear);
  const rows = rowsOfInputs(inputs, censusOf);
  const pupils = new Map(rows.map((row) => [row.counted, row.pupils]));
  const make = (own: readonly MadeRow[], weighs: boolean) =>
    withAllSchools(
      own.map(({ counted }) => counted),
      weighs,
      (row) => pupils.get(row) ?? undefined,
    );
  const groups = Map.groupBy(rows, ({ group }) => group);
  const series = new Map<Series, readonly PublishedRow[]>();
  for (const [name, own] of Map.groupBy(groups.get('all') ?? [], ({ counted }) => seriesOf(counted.period)))
    series.set(name, make(name === 'daily' ? own.filter(isInDaily) : own, weighted));
  const grouped = [...groups].flatMap(([group, own]) =>
    // There is no census of groups to weigh by: their totals are pooled in every year.
    make(
      own.filter(({ counted }) => counted.period.kind !== 'day'),
      false,
    ).map((row): PublishedRow => ({ ...row, group })),
  );
  return { series: inOrder(series.set('by characteristic', grouped)) };
}

/** A row of one phase, with its group and its pupils. */
interface MadeRow {
  readonly group: string;
  readonly counted: CountsRow;
  readonly pupils: PersistentCounts | null;
}

function rowsOfInputs({ areas, sharing, rows }: ReleaseInputs, censusOf: CensusOf): MadeRow[] {
  const named = new Map(areas.map((area) => [areaKey(area), area]));
  const shared = new Map(sharing.map((row) => [`${row.area} ${row.phase}`, row.mayShare]));
  return rows.map((row) => {
    const { phase, period, counts, schools, largest } = row;
    const area = named.get(row.area)!;
    const census = censusOf(area, phase) ?? {
      ...NO_CENSUS,
      schools: shared.get(`${row.area} ${phase}`) ?? null,
    };
    const counted: CountsRow = {
      area,
      phase,
      period,
      counts,
      census,
      schools: row.schoolDays / row.days,
      enrolments: row.enrolmentDays / row.days,
      contributors: { schools, largest },
    };
    return { group: row.group, counted, pupils: pupilsOf(row) };
  });
}

/** Persistent absence begins at 10 %, with the third of the five-point bands, and severe absence at 50 %, with the last. */
function pupilsOf({ bands, largestEnrolments }: InputRow): PersistentCounts | null {
  if (bands === null || largestEnrolments === null) return null;
  const from = (band: number) => bands.slice(band).reduce((sum, pupils) => sum + pupils, 0);
  return { enrolments: from(0), persistent: from(2), severe: from(10), largest: largestEnrolments };
}

/** The series that has the rows of all pupils of a period. */
export function seriesOf(period: Period): Exclude<Series, 'by characteristic'> {
  if (period.kind === 'day') return 'daily';
  if (period.kind === 'week') return 'weekly';
  return period.kind === 'term' ? period.term : 'year to date';
}

const isInDaily = ({ counted: { area, period } }: MadeRow): boolean =>
  period.kind === 'day' && !isDropped(period.date, area, 'daily');

function inOrder(series: ReadonlyMap<Series, readonly PublishedRow[]>): ReadonlyMap<Series, readonly PublishedRow[]> {
  const order: readonly Series[] = ['daily', 'weekly', ...TERMS, 'year to date', 'by characteristic'];
  return new Map(
    order.flatMap((name): [Series, readonly PublishedRow[]][] => {
      const rows = series.get(name) ?? [];
      return rows.length > 0 ? [[name, rows]] : [];
    }),
  );
}

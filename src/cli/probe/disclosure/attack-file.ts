import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { findBounds, findComponents, type Interval, type Solver } from '../../../domain/disclosure/audit/bounds.ts';
import { readFacts, type Unknown } from '../../../domain/disclosure/audit/facts.ts';
import type { Publication, PublishedFigures } from '../../../domain/disclosure/audit/publication.ts';
import { DEFAULT_SETTINGS } from '../../../domain/disclosure/settings.ts';
import { COUNT_COLUMNS } from '../../../domain/statistics/columns.ts';
import { RollcallError } from '../../../errors.ts';

/** What can be told of the hidden rows of a published file. */
export interface AttackedFile {
  readonly rows: number;
  readonly hidden_rows: number;
  /** Hidden rows of which a count can be told more closely than we would allow. */
  readonly rows_recovered: number;
  readonly hidden_counts: number;
  readonly counts_recovered: number;
  /** Of these, told to the number. */
  readonly counts_exact: number;
  readonly findings: readonly string[];
}

type Cells = Readonly<Record<string, string>>;

/**
 * Attacks a published file in the wide layout: what regions have more than their authorities that are shown, and what all schools have more
 * than the phases that are shown. Sums that do not hold even with nothing in the hidden rows are passed over: then something else is in them.
 * @throws file-invalid
 */
export function attackFile(path: string, solver: Solver): AttackedFile {
  const rows = readRows(path);
  const publication = publicationOf(rows);
  const { unknowns, facts } = readFacts(publication);
  const all = [...unknowns.values()].flatMap((own) => [...own.values()]);
  const everything = new Map(all.map((unknown) => [unknown, WIDE]));
  const recovered = findComponents(all, facts)
    .filter(({ facts: own }) => own.length > 0)
    .flatMap((component) => [...findBounds(solver, component, everything)])
    .filter(([, interval]) => isNarrow(interval));
  return {
    rows: rows.length,
    hidden_rows: unknowns.size,
    rows_recovered: new Set(recovered.map(([{ row }]) => row)).size,
    hidden_counts: all.length,
    counts_recovered: recovered.length,
    counts_exact: recovered.filter(([, { low, high }]) => high - low < 0.5).length,
    findings: recovered.map(say),
  };
}

/** Both ends are always sought. */
const WIDE: Interval = { low: -1, high: 1e9 };

/** Some count in it would be nearer to an end than allowed, whatever the true one is. */
function isNarrow({ low, high }: Interval): boolean {
  const { leastDistance, leastDistanceShare } = DEFAULT_SETTINGS;
  const middle = (low + high) / 2;
  return high - middle < Math.max(leastDistance, leastDistanceShare * middle);
}

const say = ([{ row, measure }, { low, high }]: readonly [Unknown, Interval]): string =>
  `${row}, ${measure}: ${Math.round(low) === Math.round(high) ? Math.round(low) : `from ${Math.round(low)} to ${Math.round(high)}`}`;

function readRows(path: string): Cells[] {
  try {
    return parse(readFileSync(path), { bom: true, columns: true, skip_empty_lines: true }) as Cells[];
  } catch (error) {
    throw new RollcallError('file-invalid', `${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

const phaseOf = (cells: Cells): string => cells['education_phase'] ?? cells['school_type'] ?? '';
const timeOf = (cells: Cells): string =>
  [cells['time_period'], cells['time_identifier'], cells['attendance_date'] ?? ''].join(' ');
const areaOf = (cells: Cells): string =>
  cells['geographic_level'] === 'National'
    ? 'England'
    : cells['geographic_level'] === 'Regional'
      ? cells['region_name']!
      : cells['la_name']!;

function publicationOf(rows: readonly Cells[]): Publication {
  const measures = COUNT_COLUMNS.filter((column) => rows[0] !== undefined && column in rows[0]);
  const keyOf = (cells: Cells) => `${areaOf(cells)}, ${phaseOf(cells)}, ${timeOf(cells)}`;
  const figures = new Map<string, PublishedFigures>(
    rows.map((cells) => [keyOf(cells), new Map(measures.map((each) => [each, countOf(cells[each]!)]))]),
  );
  const sums: { whole: string; parts: string[] }[] = [];
  const sumOf = (whole: Cells | undefined, parts: readonly Cells[]) => {
    if (whole && parts.length > 0 && holds(whole, parts, measures))
      sums.push({ whole: keyOf(whole), parts: parts.map(keyOf) });
  };
  for (const group of Map.groupBy(rows, (cells) => `${phaseOf(cells)} ${timeOf(cells)}`).values())
    for (const whole of group.filter((cells) => cells['geographic_level'] === 'Regional'))
      sumOf(
        whole,
        group.filter((c) => c['geographic_level'] === 'Local authority' && c['region_code'] === whole['region_code']),
      );
  for (const group of Map.groupBy(rows, (cells) => `${areaOf(cells)} ${timeOf(cells)}`).values())
    sumOf(
      group.find((cells) => phaseOf(cells) === 'Total'),
      group.filter((cells) => phaseOf(cells) !== 'Total'),
    );
  return { rows: figures, sums, rates: [] };
}

const countOf = (cell: string): number | null => (/^\d+$/.test(cell) ? Number(cell) : null);

/** The shown parts are no more than the whole; without a hidden part they are all of it. */
function holds(whole: Cells, parts: readonly Cells[], measures: readonly string[]): boolean {
  return measures.every((measure) => {
    const all = countOf(whole[measure]!);
    const shown = parts.map((part) => countOf(part[measure]!));
    const rest = (all ?? Number.POSITIVE_INFINITY) - shown.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    return rest === 0 || (rest > 0 && (all === null || shown.includes(null)));
  });
}

import { auditRelease } from '../../../domain/disclosure/audit/audit-release.ts';
import { loadSolver, type Solver } from '../../../domain/disclosure/audit/bounds.ts';
import { leastHidden } from '../../../domain/disclosure/audit/least-hidden.ts';
import { publishedOf } from '../../../domain/disclosure/audit/publication.ts';
import { findUnsafe } from '../../../domain/disclosure/primary.ts';
import { DEFAULT_SETTINGS } from '../../../domain/disclosure/settings.ts';
import { suppress } from '../../../domain/disclosure/suppress.ts';
import type { FormerTable, Row, Table } from '../../../domain/disclosure/table.ts';
import { drawReleases } from './draw-releases.ts';

export interface ProbedDisclosure {
  /** Series of one to three releases. */
  readonly tables: number;
  readonly releases: number;
  /** Counts that could have been published. */
  readonly cells: number;
  readonly cells_hidden: number;
  /** Hidden counts of which the auditor could tell more than is promised. */
  readonly recovered: number;
  /** Of tables that are small and have one release: counts hidden, and the least that anybody could hide. */
  readonly small: { readonly tables: number; readonly cells: number; readonly hidden: number; readonly least: number };
  readonly findings: readonly string[];
}

interface Asked {
  readonly n: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, of: number) => void;
}

/** The least that could be hidden is looked for in tables of so many rows at most, and of one release … */
const SMALL = 40;
/** … of which so many are enough. */
const SMALL_TABLES = 300;

/** Draws tables and later releases of them at random, hides what must be, and lets the auditor attack what was published. */
export async function probeDisclosure({ n, seed, signal, progress }: Asked): Promise<ProbedDisclosure> {
  const solver = await loadSolver();
  const small = { tables: 0, cells: 0, hidden: 0, least: 0 };
  const sums = { tables: 0, releases: 0, cells: 0, cells_hidden: 0, recovered: 0 };
  const findings: string[] = [];
  for (let number = 0; number < n && !signal.aborted; number++) {
    const published = publishAll(drawReleases(seed, number));
    const { recovered } = attack(published, solver);
    sums.tables++;
    sums.releases += published.length;
    for (const table of published) {
      sums.cells += cellsOf(table);
      sums.cells_hidden += cellsOf(table, table.hidden);
    }
    sums.recovered += recovered.length;
    for (const { row, measure, count, low, high } of recovered)
      findings.push(`table ${number}: ${row}, ${measure}: ${count} lies between ${low} and ${high}`);
    const [only] = published;
    if (small.tables < SMALL_TABLES && published.length === 1 && only!.rows.length <= SMALL && only!.hidden.size > 0) {
      small.tables++;
      small.cells += cellsOf(only!);
      small.hidden += cellsOf(only!, only!.hidden);
      small.least += Math.round(leastOf(only!, solver));
    }
    if (number % 20 === 0) {
      progress(number, n);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { ...sums, small, findings };
}

function publishAll(tables: readonly Table[]): FormerTable[] {
  const published: FormerTable[] = [];
  for (const table of tables) published.push({ ...table, hidden: suppress(table, published, DEFAULT_SETTINGS).hidden });
  return published;
}

function attack(published: readonly FormerTable[], solver: Solver) {
  const mustHold = (row: Row, hidden: ReadonlySet<string>) =>
    row.kind === 'published' ? hidden.has(row.key) : findUnsafe(row, DEFAULT_SETTINGS).length > 0;
  const counts = new Map(published.flatMap(({ rows }) => rows.map((row) => [row.key, row.counts] as const)));
  // A change can take away what there was before.
  const before = new Map(
    published.flatMap(({ sums }) => sums.map(({ parts }) => [parts[1], negated(counts.get(parts[0]!)!)] as const)),
  );
  const truth = new Map(
    published.flatMap(({ rows, hidden }) =>
      rows
        .filter((row) => mustHold(row, hidden))
        .map(
          (row) =>
            [row.key, { counts: row.counts, least: row.kind === 'change' ? before.get(row.key)! : null }] as const,
        ),
    ),
  );
  return auditRelease(publishedOf(published), truth, DEFAULT_SETTINGS, solver);
}

const negated = (counts: Row['counts']): Row['counts'] =>
  new Map([...counts].map(([measure, count]) => [measure, -count]));

const cellsOf = ({ rows }: Table, keys?: ReadonlySet<string>): number =>
  rows
    .filter(({ key, kind }) => kind === 'published' && (keys === undefined || keys.has(key)))
    .reduce((sum, { counts }) => sum + counts.size, 0);

function leastOf(table: Table, solver: Solver): number {
  const own = table.rows.filter(({ kind }) => kind === 'published');
  const unsafe = new Set(own.filter((row) => findUnsafe(row, DEFAULT_SETTINGS).length > 0).map(({ key }) => key));
  const rows = new Map(own.map(({ key, counts, together }) => [key, { cost: counts.size, together }]));
  const recoveredOf = (hidden: ReadonlySet<string>) =>
    [...new Set(attack([{ ...table, hidden }], solver).recovered.map(({ row }) => row))].filter((row) => rows.has(row));
  return leastHidden({ rows, sums: table.sums }, unsafe, recoveredOf, solver);
}

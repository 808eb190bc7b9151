import { type Audit, auditRelease } from '../../../domain/disclosure/audit/audit-release.ts';
import { loadSolver, type Solver } from '../../../domain/disclosure/audit/bounds.ts';
import { leastHidden } from '../../../domain/disclosure/audit/least-hidden.ts';
import { publishedOf } from '../../../domain/disclosure/audit/publication.ts';
import { mustHold } from '../../../domain/disclosure/audit-strict.ts';
import { findUnsafe } from '../../../domain/disclosure/primary.ts';
import { DEFAULT_SETTINGS } from '../../../domain/disclosure/settings.ts';
import { suppress } from '../../../domain/disclosure/suppress.ts';
import type { Table } from '../../../domain/disclosure/table.ts';
import { createRandom, type Random } from '../../../sandbox/random.ts';
import { drawHistory, SMALL } from './draw-history.ts';
import { drawTable } from './draw-table.ts';
import { attackHistory, ownTable, publishHistory } from './publish-history.ts';

export interface ProbedDisclosure {
  /** Tables of odd shape, and histories of releases. */
  readonly tables: number;
  /** Histories among them, and how many releases these have. */
  readonly histories: number;
  readonly releases: number;
  /** Counts that could have been published. */
  readonly cells: number;
  readonly cells_hidden: number;
  /** Hidden counts of which the auditor could tell more than is promised. */
  readonly recovered: number;
  /** Of tables that are small: counts hidden, and the least that anybody could hide. */
  readonly small: { readonly tables: number; readonly cells: number; readonly hidden: number; readonly least: number };
  readonly findings: readonly string[];
}

interface Asked {
  readonly n: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly progress: (done: number, of: number) => void;
}

/** Each so manieth is a history of releases. */
const EACH_HISTORY = 10;
/** The least that could be hidden is looked for in tables of so many rows at most … */
const SMALL_ROWS = 40;
/** … of which so many are enough. */
const SMALL_TABLES = 300;

/**
 * Draws tables and histories of releases at random, hides what must be, and lets the auditor attack what was published. Tables have shapes that no
 * release has; histories go the way that releases go.
 */
export async function probeDisclosure({ n, seed, signal, progress }: Asked): Promise<ProbedDisclosure> {
  const solver = await loadSolver();
  const small = { tables: 0, cells: 0, hidden: 0, least: 0 };
  const sums = { tables: 0, histories: 0, releases: 0, cells: 0, cells_hidden: 0, recovered: 0 };
  const findings: string[] = [];
  for (let number = 0; number < n && !signal.aborted; number++) {
    const random = createRandom(seed, number, 6);
    const isHistory = number % EACH_HISTORY === EACH_HISTORY - 1;
    const { published, recovered } = isHistory ? probeHistory(random, solver) : probeTable(random, solver);
    sums.tables++;
    if (isHistory) {
      sums.histories++;
      sums.releases += published.length;
    }
    for (const table of published) {
      sums.cells += cellsOf(table);
      sums.cells_hidden += cellsOf(table, table.hidden);
    }
    sums.recovered += recovered.length;
    for (const { row, measure, count, low, high } of recovered)
      findings.push(`table ${number}: ${row}, ${measure}: ${count} lies between ${low} and ${high}`);
    const [only] = published;
    if (!isHistory && small.tables < SMALL_TABLES && only!.rows.length <= SMALL_ROWS && only!.hidden.size > 0) {
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

interface Published extends Table {
  readonly hidden: ReadonlySet<string>;
}

/** Tables, and what the auditor made of them. */
interface Probed {
  readonly published: readonly Published[];
  readonly recovered: Audit['recovered'];
}

function probeTable(random: Random, solver: Solver): Probed {
  const table = drawTable(random);
  const { hidden } = suppress(table, DEFAULT_SETTINGS);
  return { published: [{ ...table, hidden }], recovered: attack(table, hidden, solver).recovered };
}

function probeHistory(random: Random, solver: Solver): Probed {
  const made = publishHistory(drawHistory(random, SMALL));
  const published = made.map(({ strict }) => ({ ...ownTable(strict), hidden: strict.hidden }));
  return { published, recovered: attackHistory(made, solver).recovered };
}

function attack(table: Table, hidden: ReadonlySet<string>, solver: Solver): Audit {
  const truth = new Map(
    table.rows
      .filter((row) => mustHold(row, hidden, DEFAULT_SETTINGS))
      .map(({ key, counts }) => [key, { counts, least: null }] as const),
  );
  return auditRelease(publishedOf([{ ...table, hidden }]), truth, DEFAULT_SETTINGS, solver);
}

const cellsOf = ({ rows }: Table, keys?: ReadonlySet<string>): number =>
  rows
    .filter(({ key, kind }) => kind === 'published' && (keys === undefined || keys.has(key)))
    .reduce((sum, { counts }) => sum + counts.size, 0);

function leastOf(table: Table, solver: Solver): number {
  const own = table.rows.filter(({ kind }) => kind === 'published');
  const unsafe = new Set(own.filter((row) => findUnsafe(row, DEFAULT_SETTINGS).length > 0).map(({ key }) => key));
  const rows = new Map(own.map(({ key, counts, together }) => [key, { cost: counts.size, together }]));
  const recoveredOf = (hidden: ReadonlySet<string>) =>
    [...new Set(attack(table, hidden, solver).recovered.map(({ row }) => row))].filter((row) => rows.has(row));
  return leastHidden({ rows, sums: table.sums }, unsafe, recoveredOf, solver);
}

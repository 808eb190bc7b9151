import { parse } from 'csv-parse/sync';
import type { CheckedFile, Headlines } from '../domain/release/check.ts';
import { headlineKey, headlineReader } from '../domain/release/headlines.ts';
import type { CheckResult } from '../domain/release/release.ts';
import { revisionsTable } from '../domain/release/revisions-table.ts';
import type { ReleaseRules } from '../domain/release/rules.ts';
import { CheckRun } from '../domain/release/run-checks.ts';
import { ENGLAND } from '../domain/statistics/area.ts';
import { METADATA_COLUMNS, metadataRows } from '../domain/statistics/metadata.ts';
import type { ReleaseInputs } from '../domain/statistics/release-inputs.ts';
import { statisticsOfInputs } from '../domain/statistics/statistics-of-inputs.ts';
import { RollcallError } from '../errors.ts';
import type { PackedFile } from '../store/releases.ts';
import { makeSafe, type SafeStatistics } from './make-safe.ts';
import { moreFiles, type ReleaseInMaking } from './more-files.ts';
import { packFile } from './pack-file.ts';
import { tablesOf } from './tables-of-statistics.ts';
import { chunksOf, filesOf, type Lines, type NamedTable } from './write-statistics.ts';

/** All that the public files of a release are made from, and nothing else. */
export interface ReleaseSources {
  readonly facts: ReleaseInMaking;
  readonly inputs: ReleaseInputs;
  readonly rules: ReleaseRules;
  /** Headline figures of the release that revisions are counted from; null: there is none. */
  readonly former: Headlines | null;
}

/** The public files of a release, and what the checks say of them. */
export interface BuiltRelease {
  readonly files: readonly PackedFile[];
  readonly checks: readonly CheckResult[];
}

/**
 * Makes the public files of a release, and runs all checks over every row while it is written. The same sources give the same bytes. Where
 * disclosure control finds that something could be told, there are no files, and a check that failed.
 * @param onFile told the name of each file before it is made
 */
export async function buildRelease(
  sources: ReleaseSources,
  onFile: (name: string) => void = () => {},
): Promise<BuiltRelease> {
  const { facts, inputs, rules, former } = sources;
  const safe = await safeOf(inputs, rules);
  const run = new CheckRun({
    startYear: inputs.startYear,
    asOf: inputs.asOf,
    areas: inputs.areas,
    sharing: new Map(
      inputs.sharing.filter(({ area }) => area === ENGLAND.code).map(({ phase, share }) => [phase, share]),
    ),
    former,
    attack: { tried: safe.made?.strict?.countsTried ?? 0, recovered: safe.recovered },
    limits: rules.limits,
  });
  const tables = safe.made === null ? [] : releaseTables(safe.made, inputs.startYear, former);
  const files: PackedFile[] = [];
  for (const named of tables) {
    onFile(named.name);
    files.push(...(await packTable(named, run)));
  }
  if (tables.length > 0)
    for (const { name, bytes } of await moreFiles(facts, tables)) files.push(await packFile(name, true, [bytes]));
  return { files, checks: run.finish(files.map(({ name }) => name)) };
}

async function safeOf(
  inputs: ReleaseInputs,
  rules: ReleaseRules,
): Promise<{ readonly made: SafeStatistics | null; readonly recovered: readonly string[] }> {
  try {
    return { made: await makeSafe(statisticsOfInputs(inputs), 'strict', rules.disclosure), recovered: [] };
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'disclosure-failed') throw error;
    return { made: null, recovered: [error.message] };
  }
}

function releaseTables({ series }: SafeStatistics, startYear: number, former: Headlines | null): NamedTable[] {
  const weekly = series.get('weekly');
  const revisions = weekly && former ? revisionsTable(weekly, startYear, former) : null;
  return [...tablesOf(series, startYear), ...(revisions ? [{ name: 'revisions', table: revisions }] : [])];
}

async function packTable(named: NamedTable, run: CheckRun): Promise<PackedFile[]> {
  const [[name, lines], [metaName, metaLines]] = filesOf(named) as [[string, Lines], [string, Lines]];
  const metadata = { columns: METADATA_COLUMNS, rows: metadataRows(named.table) };
  const checked = checkLines(lines, { name: named.name, metadata }, run);
  return [await packFile(name, true, chunksOf(checked)), await packFile(metaName, true, chunksOf(metaLines))];
}

/** Shows every line to the checks as it passes. */
function* checkLines(lines: Lines, file: Omit<CheckedFile, 'columns'>, run: CheckRun): Generator<readonly string[]> {
  let open: ReturnType<CheckRun['open']> | null = null;
  let line = 0;
  for (const cells of lines) {
    line++;
    if (open === null) open = run.open({ ...file, columns: cells });
    else open.row(cells, line);
    yield cells;
  }
  open?.end();
}

/** The headline figures of a release as its weekly file has them. */
export function readHeadlines(weeklyFile: Buffer): Headlines {
  const [columns = [], ...rows] = parse(weeklyFile) as string[][];
  const read = headlineReader({ columns });
  return new Map(
    rows.map((cells) => {
      const row = read(cells);
      return [headlineKey(row), { rates: row.rates, schools: row.schools }];
    }),
  );
}

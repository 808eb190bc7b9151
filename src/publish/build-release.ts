import { parse } from 'csv-parse/sync';
import type { FormerReleases } from '../domain/disclosure/former-rows.ts';
import type { CheckedFile, Headlines } from '../domain/release/check.ts';
import { type HeadlineRow, headlineKey, headlineReader } from '../domain/release/headlines.ts';
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
  /** What is needed of the releases before of the academic year; null: there is none. */
  readonly former: FormerSource | null;
}

/** What another release needs of those before. */
export interface FormerSource extends FormerReleases {
  /** Headline figures of the newest: revisions are counted from them. */
  readonly headlines: Headlines;
}

/**
 * The file of a release that is not public, which the next one needs: the last days of all releases of the academic year so far, and the rows that none of
 * them shows, a line each.
 */
export const HIDDEN_FILE = 'hidden-rows.txt';

/** The files of a release but for its inputs, and what the checks say of them. */
export interface BuiltRelease {
  readonly files: readonly PackedFile[];
  readonly checks: readonly CheckResult[];
}

/**
 * Makes the files of a release, and runs all checks over every row while it is written. The same sources give the same bytes. Where
 * disclosure control finds that something could be told, there are no files, and a check that failed.
 * @param onFile told the name of each file before it is made
 */
export async function buildRelease(
  sources: ReleaseSources,
  onFile: (name: string) => void = () => {},
): Promise<BuiltRelease> {
  const { facts, inputs, rules, former } = sources;
  const safe = await safeOf(sources);
  const headlines = former?.headlines ?? null;
  const run = new CheckRun({
    startYear: inputs.startYear,
    asOf: inputs.asOf,
    areas: inputs.areas,
    sharing: new Map(
      inputs.sharing.filter(({ area }) => area === ENGLAND.code).map(({ phase, share }) => [phase, share]),
    ),
    former: headlines,
    attack: { tried: safe.made?.strict?.countsTried ?? 0, recovered: safe.recovered },
    limits: rules.limits,
  });
  const tables = safe.made === null ? [] : releaseTables(safe.made, inputs.startYear, headlines);
  const files: PackedFile[] = [];
  for (const named of tables) {
    onFile(named.name);
    files.push(...(await packTable(named, run)));
  }
  if (tables.length > 0)
    for (const { name, bytes } of await moreFiles(facts, tables)) files.push(await packFile(name, true, [bytes]));
  const checks = run.finish(files.map(({ name }) => name));
  const hidden = writeHidden({ asOf: daysOf(inputs.asOf, former), hidden: new Set(safe.made?.hiddenRows) });
  return { files: [...files, await packFile(HIDDEN_FILE, false, hidden)], checks };
}

/** A correction counts the same days as the release that it corrects. */
const daysOf = (asOf: string, former: FormerReleases | null): string[] => [...new Set([...(former?.asOf ?? []), asOf])];

const DAY = 'as of ';
const writeHidden = ({ asOf, hidden }: FormerReleases): string[] =>
  [...asOf.map((day) => `${DAY}${day}`), ...hidden].map((line) => `${line}\n`);

/** What a release and those before it hid, of its file. */
export function readHidden(file: Buffer): FormerReleases {
  const lines = file.toString().split('\n').filter(Boolean);
  const days = lines.filter((line) => line.startsWith(DAY));
  return { asOf: days.map((line) => line.slice(DAY.length)), hidden: new Set(lines.slice(days.length)) };
}

async function safeOf({
  inputs,
  rules,
  former,
}: ReleaseSources): Promise<{ readonly made: SafeStatistics | null; readonly recovered: readonly string[] }> {
  try {
    return { made: await makeSafe(statisticsOfInputs(inputs), 'strict', rules.disclosure, former), recovered: [] };
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

/** The rows of a release's weekly file. */
export function readHeadlineRows(weeklyFile: Buffer): HeadlineRow[] {
  const [columns = [], ...rows] = parse(weeklyFile) as string[][];
  return rows.map(headlineReader({ columns }));
}

/** The headline figures of a release as its weekly file has them. */
export const readHeadlines = (weeklyFile: Buffer): Headlines =>
  new Map(readHeadlineRows(weeklyFile).map((row) => [headlineKey(row), { rates: row.rates, schools: row.schools }]));

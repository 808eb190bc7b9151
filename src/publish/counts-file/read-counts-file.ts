import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { areaKey, ENGLAND } from '../../domain/statistics/area.ts';
import { type CountsRow, rowKey } from '../../domain/statistics/counts-row.ts';
import { type Period, periodKey } from '../../domain/statistics/period.ts';
import type { Phase } from '../../domain/statistics/phase.ts';
import { type Problem, sayProblem } from '../../domain/statistics/problem.ts';
import { RollcallError } from '../../errors.ts';
import { readHeader } from './read-header.ts';
import { type KnownAreas, RowReader, startYearOf } from './read-row.ts';

/** As many problems as a message says; there may be one in every row. */
const SAID = 20;

/** What a file of counts holds. */
export interface CountsFile {
  /** What its rows are of. */
  readonly kind: Period['kind'];
  readonly rows: readonly CountsRow[];
  /** Rows of all schools together, and of phases that are not published: worked out anew, or left out. */
  readonly passedOver: number;
}

/**
 * Reads a file of counts in the Department's wide layout: daily (its pipeline's, or as published), weekly, of terms or of a year to date,
 * in the columns of 2022/23 and later.
 * @throws file-invalid with every problem by name, line and column (the first twenty in words): of a file that is wrong nothing is used
 */
export async function readCountsFile(path: string, startYear: number, areas: KnownAreas): Promise<CountsFile> {
  const problems: Problem[] = [];
  const found: { row: CountsRow; line: number }[] = [];
  let [passedOver, line] = [0, 0];
  let reader: RowReader | null = null;
  for await (const cells of readCells(path)) {
    line++;
    if (reader === null) {
      const { header, problems: wrong } = readHeader(cells);
      if (wrong.length > 0) throw invalidFile(path, wrong);
      reader = new RowReader(header, areas);
      continue;
    }
    const read = reader.read(cells, line);
    problems.push(...read.problems);
    if (read.row) found.push({ row: read.row, line });
    else if (read.problems.length === 0) passedOver++;
  }
  if (reader === null) throw new RollcallError('file-invalid', `${path} is empty: it must have a header and rows.`);
  problems.push(
    ...findWrongTime(found, startYear),
    ...findRepeated(found),
    ...findChanged(found),
    ...findMissing(found),
  );
  if (problems.length > 0) throw invalidFile(path, problems);
  if (found.length === 0) throw new RollcallError('file-invalid', `${path} has no row of a published phase.`);
  return { kind: found[0]!.row.period.kind, rows: found.map(({ row }) => row), passedOver };
}

/**
 * Reads several files of one kind as one: the terms of a year, its weeks in two halves.
 * @throws file-invalid for files of different kinds, or rows of the same area, phase and time in two of them
 */
export async function readCountsFiles(
  paths: readonly string[],
  startYear: number,
  areas: KnownAreas,
): Promise<CountsFile> {
  const files: CountsFile[] = [];
  for (const path of paths) files.push(await readCountsFile(path, startYear, areas));
  const seen = new Map<string, string>();
  for (const [index, { kind, rows }] of files.entries()) {
    const path = paths[index]!;
    if (kind !== files[0]!.kind)
      throw new RollcallError(
        'file-invalid',
        `${path} is of ${kind}s, and ${paths[0]} of ${files[0]!.kind}s: give files of one kind.`,
      );
    for (const key of rows.map(rowKey)) {
      const other = seen.get(key);
      if (other !== undefined)
        throw new RollcallError(
          'file-invalid',
          `row-repeated: ${key.replaceAll('|', ', ')} is in ${other} and in ${path}.`,
        );
      seen.set(key, path);
    }
  }
  return {
    kind: files[0]!.kind,
    rows: files.flatMap(({ rows }) => rows),
    passedOver: files.reduce((sum, file) => sum + file.passedOver, 0),
  };
}

async function* readCells(path: string): AsyncGenerator<string[]> {
  try {
    const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
    createReadStream(path)
      .on('error', (error) => parser.destroy(error))
      .pipe(parser);
    for await (const cells of parser) yield cells as string[];
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const why =
      code === 'ENOENT'
        ? 'is not there'
        : code === 'EISDIR'
          ? 'is a folder'
          : // Without the value: of a packed file it is no text.
            `cannot be read as CSV, which is text in UTF-8 with commas between its cells: ${message.replace(/, value is .*$/s, '')}`;
    throw new RollcallError('file-invalid', `${path} ${why}.`, { cause: error });
  }
}

export function invalidFile(path: string, problems: readonly Problem[]): RollcallError {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const more = sorted.length > SAID ? `\n  and ${sorted.length - SAID} more` : '';
  const said = sorted.slice(0, SAID).map((problem) => `\n  ${sayProblem(problem)}`);
  return new RollcallError('file-invalid', `${basename(path)} cannot be used:${said.join('')}${more}`);
}

type Found = readonly { readonly row: CountsRow; readonly line: number }[];

function findWrongTime(found: Found, startYear: number): Problem[] {
  const kind = found[0]?.row.period.kind;
  return found.flatMap(({ row: { period }, line }): Problem[] => {
    if (period.kind !== kind)
      return [
        {
          name: 'time-unreadable',
          line,
          column: 'time_identifier',
          why: `is of a ${period.kind}, and the first row of a ${kind}: one file has one kind`,
        },
      ];
    if (startYearOf(period) === startYear) return [];
    const why = `${periodKey(period)} is not in ${academicYear(startYear).label}`;
    return [{ name: 'time-outside', line, column: 'time_period', why }];
  });
}

function findRepeated(found: Found): Problem[] {
  const lines = new Map<string, number>();
  return found.flatMap(({ row, line }): Problem[] => {
    const key = rowKey(row);
    const first = lines.get(key);
    if (first === undefined) {
      lines.set(key, line);
      return [];
    }
    return [
      { name: 'row-repeated', line, column: null, why: `is of ${key.replaceAll('|', ', ')}, as is line ${first}` },
    ];
  });
}

/** Authorities whose three-digit code stays while the other changes, or whose region does: their sums would be cut in two. */
function findChanged(found: Found): Problem[] {
  const known = new Map<string, string>();
  return found.flatMap(({ row: { area }, line }): Problem[] => {
    if (area.level !== 'Local authority') return [];
    const checks = [
      ['old_la_code', `authority ${area.oldLaCode}`, area.newLaCode, 'has the code'],
      ['region_code', `authority ${area.newLaCode}`, area.regionCode, 'lies in'],
    ] as const;
    return checks.flatMap(([column, who, now, says]): Problem[] => {
      if (column === 'old_la_code' && area.oldLaCode === '') return [];
      const before = known.get(`${column} ${who}`) ?? now;
      known.set(`${column} ${who}`, before);
      if (before === now) return [];
      return [{ name: 'area-changed', line, column, why: `${who} ${says} ${now} here, and ${before} before` }];
    });
  });
}

/**
 * Phases that a nation or region has at other times of the file, and not in a period in which it has another. On a day on which no school of a phase was
 * open there is no row of it, in the Department's daily files and in ours: so it is where the areas that the larger one is made of have rows of that
 * day, and none of the phase.
 */
function findMissing(found: Found): Problem[] {
  const wide = found.filter(({ row: { area } }) => area.level !== 'Local authority');
  const phasesOfParts = partsByPeriod(found);
  return [...Map.groupBy(wide, ({ row }) => areaKey(row.area))].flatMap(([area, rows]) => {
    const phases = new Set(rows.map(({ row }) => row.phase));
    return [...Map.groupBy(rows, ({ row }) => periodKey(row.period))].flatMap(([period, own]) => {
      const there = new Set(own.map(({ row }) => row.phase));
      const open = own[0]!.row.period.kind === 'day' ? phasesOfParts.get(`${area}|${period}`) : undefined;
      return [...phases.difference(there)]
        .filter((phase) => open === undefined || open.has(phase))
        .map(
          (phase): Problem => ({
            name: 'row-missing',
            line: own[0]!.line,
            column: null,
            why: `${area} has no row of ${phase} for ${period}, though it has one of ${[...there].join(' and ')}`,
          }),
        );
    });
  });
}

/** The phases of the regions of a nation, and of the authorities of a region, by area and period. */
function partsByPeriod(found: Found): ReadonlyMap<string, ReadonlySet<Phase>> {
  const phases = new Map<string, Set<Phase>>();
  for (const { row } of found) {
    if (row.area.level === 'National') continue;
    const key = `${row.area.level === 'Regional' ? ENGLAND.code : row.area.regionCode}|${periodKey(row.period)}`;
    phases.set(key, (phases.get(key) ?? new Set()).add(row.phase));
  }
  return phases;
}

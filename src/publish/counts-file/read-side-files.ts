import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { areaKey, LEVELS, type Level } from '../../domain/statistics/area.ts';
import type { Census } from '../../domain/statistics/counts-row.ts';
import { PHASES, type Phase } from '../../domain/statistics/phase.ts';
import type { Problem } from '../../domain/statistics/problem.ts';
import type { PersistentCounts } from '../../domain/statistics/published-row.ts';
import { RollcallError } from '../../errors.ts';
import { invalidFile } from './read-counts-file.ts';

/** By code of the area (`E92000001`, a region's, an authority's) and phase: `E12000001|Primary`. */
export type ByAreaAndPhase<T> = ReadonlyMap<string, T>;

export const areaPhaseKey = (area: string, phase: Phase): string => `${area}|${phase}`;

/** Reads schools and enrolments of the spring census, by which all-schools totals to 2024/25 are weighted. @throws file-invalid */
export const readCensusFile = (path: string): ByAreaAndPhase<Census> =>
  readSideFile(path, ['phase', 'total_num_schools', 'total_enrolments'], 'phase', (_row, number) => ({
    schools: number('total_num_schools'),
    enrolments: number('total_enrolments'),
  }));

/** Reads pupils who were persistently absent in the year to date, and all with a possible session. @throws file-invalid */
export const readPersistentFile = (path: string): ByAreaAndPhase<PersistentCounts> =>
  readSideFile(path, ['school_type', 'ytd_enrolments', 'pa_flag'], 'school_type', (_row, number) => ({
    enrolments: number('ytd_enrolments'),
    persistent: number('pa_flag'),
  }));

type Row = Readonly<Record<string, string>>;

function readSideFile<T>(
  path: string,
  needed: readonly string[],
  phaseColumn: string,
  read: (row: Row, number: (column: string) => number) => T,
): ByAreaAndPhase<T> {
  const rows = parseRows(path);
  const missing = ['geographic_level', 'region_code', 'new_la_code', ...needed].filter(
    (column) => !(column in (rows[0] ?? {})),
  );
  const problems: Problem[] = missing.map((column) => ({
    name: 'column-missing',
    line: 1,
    column,
    why: 'is not there',
  }));
  if (problems.length > 0) throw invalidFile(path, problems);
  const found = new Map<string, T>();
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const number = (column: string): number => {
      const text = row[column]!.trim();
      if (!/^\d+$/.test(text))
        problems.push({ name: 'count-unreadable', line, column, why: `“${text}” is no whole number` });
      return Number(text);
    };
    const phase = row[phaseColumn]!.trim();
    if (!PHASES.includes(phase as Phase)) continue;
    const level = row['geographic_level'] as Level;
    if (!LEVELS.includes(level)) {
      problems.push({
        name: 'level-unknown',
        line,
        column: 'geographic_level',
        why: `“${level}” is none of ${LEVELS.join(', ')}`,
      });
      continue;
    }
    const area = areaKey({ level, regionCode: row['region_code']!, newLaCode: row['new_la_code']! });
    const key = areaPhaseKey(area, phase as Phase);
    if (found.has(key))
      problems.push({ name: 'row-repeated', line, column: null, why: `is of ${key.replace('|', ', ')} again` });
    found.set(key, read(row, number));
  }
  if (problems.length > 0) throw invalidFile(path, problems);
  return found;
}

function parseRows(path: string): Row[] {
  try {
    return parse(readFileSync(path), { bom: true, columns: true, skip_empty_lines: true }) as Row[];
  } catch (error) {
    throw new RollcallError('file-invalid', `${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

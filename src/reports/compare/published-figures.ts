import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { SchoolFacts } from '../../domain/similar-schools/school-facts.ts';

/** A year to date as the Department published it. */
export interface PublishedYear {
  readonly code: string;
  readonly label: string;
  /** What it covers, and when it was published. */
  readonly words: string;
}

/** The newest first. */
export const PUBLISHED_YEARS: readonly PublishedYear[] = [
  { code: '202526', label: '2025/26', words: '8 September 2025 to 10 July 2026, published on 23 July 2026' },
  { code: '202425', label: '2024/25', words: 'from 9 September 2024, as it stood on 7 August 2025' },
];

/** One area and phase in one published year. Real schools, whatever is beside it. */
export interface PublishedRow {
  readonly year: PublishedYear;
  readonly level: 'nation' | 'region' | 'authority';
  readonly area: string;
  readonly phase: string;
  /** Sessions of the schools that responded; or the symbol that stands in place of every number. */
  readonly figures: PublishedFigures | PublishedSymbol;
}

export interface PublishedFigures {
  /** The mean of each day's number of schools that responded, rounded. */
  readonly schools: number;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly possible: number;
  /** As published, with all its digits: the counts that it is made of are not published. */
  readonly persistentPercent: string | PublishedSymbol;
}

/** As in the Department's open data: suppressed, not applicable, not available. `absent`: the file has no such row. */
export type PublishedSymbol = 'c' | 'z' | 'x' | 'absent';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'data', 'dfe-published-ytd');
const LEVELS = { National: 'nation', Regional: 'region', 'Local authority': 'authority' } as const;

type Key = `${string} ${PublishedRow['level']} ${string} ${string}`;
let read: ReadonlyMap<Key, Record<string, string>> | null = null;

/** The files, read once, when they are first asked for. */
function rows(): ReadonlyMap<Key, Record<string, string>> {
  read ??= new Map(
    ['2025-26', '2024-25'].flatMap((file) =>
      (parse(readFileSync(join(FOLDER, `${file}.csv`)), { columns: true }) as Record<string, string>[]).map((row) => {
        const level = LEVELS[row['geographic_level'] as keyof typeof LEVELS];
        const code = level === 'nation' ? '' : row[level === 'region' ? 'region_code' : 'old_la_code'];
        return [`${row['time_period']!} ${level} ${code!} ${row['education_phase']!}`, row] as const;
      }),
    ),
  );
  return read;
}

/** What was published for the nation, a region and an authority, and a phase: three rows a year, the newest year first. */
export function publishedFigures(
  phase: string,
  areas: Pick<SchoolFacts, 'regionCode' | 'regionName' | 'laCode' | 'areaName'>,
): PublishedRow[] {
  const levels = [
    { level: 'nation', code: '', area: 'England' },
    { level: 'region', code: areas.regionCode, area: areas.regionName },
    { level: 'authority', code: areas.laCode, area: areas.areaName },
  ] as const;
  return PUBLISHED_YEARS.flatMap((year) =>
    levels.flatMap(({ level, code, area }) =>
      code === null || area === null
        ? []
        : [{ year, level, area, phase, figures: figuresOf(rows().get(`${year.code} ${level} ${code} ${phase}`)) }],
    ),
  );
}

function figuresOf(row: Record<string, string> | undefined): PublishedFigures | PublishedSymbol {
  if (!row) return 'absent';
  const possible = row['possible_sessions']!;
  if (!/^\d+$/.test(possible)) return symbolOf(possible);
  const persistent = row['pa_perc']!;
  return {
    schools: Math.round(Number(row['num_schools'])),
    attended: Number(row['overall_attendance']),
    authorised: Number(row['authorised_absence']),
    unauthorised: Number(row['unauthorised_absence']),
    possible: Number(possible),
    persistentPercent: /^\d+(\.\d+)?$/.test(persistent) ? persistent : symbolOf(persistent),
  };
}

/** A blank and NA are "not available" too. */
const symbolOf = (text: string): PublishedSymbol => (text === 'c' || text === 'z' ? text : 'x');

/** What a symbol means, for a cell without a number. */
export const SYMBOL_WORDS: Readonly<Record<PublishedSymbol, string>> = {
  c: 'not published: suppressed, since few schools are behind it',
  z: 'not published: does not apply here',
  x: 'not published: not available',
  absent: 'not published for this area and phase',
};

/** A published percentage to one decimal, half up, from its digits: `23.7680342651037` is `23.8`. */
export function roundPublished(percent: string): string {
  const [whole = '0', decimals = ''] = percent.split('.');
  const tenths = BigInt(whole) * 10n + BigInt(decimals[0] ?? '0') + (Number(decimals[1] ?? '0') >= 5 ? 1n : 0n);
  return `${tenths / 10n}.${tenths % 10n}`;
}

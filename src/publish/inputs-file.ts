import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { BANDS } from '../domain/measures/absence-bands.ts';
import { isDate } from '../domain/sessions/dates.ts';
import { type Area, areaKey, LEVELS, type Level } from '../domain/statistics/area.ts';
import { countColumnsOf } from '../domain/statistics/code-columns.ts';
import { ColumnCounts, placesOf } from '../domain/statistics/column-counts.ts';
import { periodKey, readPeriodKey } from '../domain/statistics/period.ts';
import { PHASES, type Phase } from '../domain/statistics/phase.ts';
import type { InputRow, ReleaseInputs, SharingRow } from '../domain/statistics/release-inputs.ts';
import { RollcallError } from '../errors.ts';

const AREA_FIELDS = ['level', 'regionCode', 'regionName', 'newLaCode', 'laName', 'oldLaCode'] as const;
const ROW_FIELDS = ['area', 'phase', 'period', 'group', 'schools', 'days', 'school_days', 'enrolment_days'] as const;
const LARGEST_FIELDS = ['largest', 'second_largest', 'largest_enrolments', 'second_largest_enrolments'] as const;
const BAND_FIELDS = BANDS.map(({ from, to }) => `enrolments_${from}_to_${to}`);
const columnsFor = (startYear: number): readonly string[] => [
  ...ROW_FIELDS,
  ...LARGEST_FIELDS,
  ...BAND_FIELDS,
  ...countColumnsOf(startYear),
];
const FIRST_BAND = ROW_FIELDS.length + LARGEST_FIELDS.length;
const FIRST_COUNT = FIRST_BAND + BANDS.length;

/**
 * Writes inputs as lines of one CSV file, whose first cell says what a line is: `inputs` (year and day), `area`, `sharing`, `columns` (the
 * names of those of a row) and `row`. The same inputs give the same bytes.
 */
export function* writeInputs(inputs: ReleaseInputs): Iterable<string> {
  yield `inputs,${inputs.startYear},${inputs.asOf}\n`;
  yield stringify(inputs.areas.map((area) => ['area', ...AREA_FIELDS.map((field) => area[field])]));
  for (const { area, phase, mayShare, share } of inputs.sharing)
    yield `sharing,${area},${phase},${mayShare},${share}\n`;
  const counts = countColumnsOf(inputs.startYear);
  yield `columns,${columnsFor(inputs.startYear).join(',')}\n`;
  let lines = '';
  for (const row of inputs.rows) {
    lines += `${cellsOf(row, counts).join(',')}\n`;
    if (lines.length < CHUNK) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

const CHUNK = 1 << 20;

/** None of them has a comma or a quote: codes, keys and whole numbers. */
function cellsOf(row: InputRow, counts: readonly string[]): (string | number)[] {
  const { area, phase, period, group, schools, days, schoolDays, enrolmentDays, largest, largestEnrolments } = row;
  const bands = row.bands ?? BANDS.map(() => '');
  const key = ['row', area, phase, periodKey(period), group, schools, days, schoolDays, enrolmentDays];
  const most = [...largest, ...(largestEnrolments ?? ['', ''])];
  return [...key, ...most, ...bands, ...counts.map((column) => row.counts.get(column) ?? 0)];
}

/**
 * The reverse of `writeInputs`.
 * @throws file-invalid, with the line, when it is not what `writeInputs` writes
 */
export function parseInputs(text: string): ReleaseInputs {
  const lines = text.split('\n');
  const made = { areas: [] as Area[], sharing: [] as SharingRow[], rows: [] as InputRow[] };
  const [kind, year, asOf, ...rest] = lines[0]!.split(',');
  const startYear = Number(year);
  if (kind !== 'inputs' || !/^20\d\d$/.test(year ?? '') || !isDate(asOf ?? '') || rest.length > 0)
    throw invalid(1, 'does not begin with inputs, a year and a day');
  const columns = placesOf(countColumnsOf(startYear));
  let named = false;
  for (const [index, line] of lines.entries()) {
    if (index === 0 || (line === '' && index === lines.length - 1)) continue;
    const is = line.slice(0, line.indexOf(','));
    const number = index + 1;
    if (is === 'row' && named) made.rows.push(readRow(line.split(','), columns, number));
    else if (is === 'area') made.areas.push(readArea(line, number));
    else if (is === 'sharing') made.sharing.push(readSharing(line.split(','), number));
    else if (line === `columns,${columnsFor(startYear).join(',')}`) named = true;
    else throw invalid(number, is === 'columns' ? 'has other columns than this version writes' : 'is of no known kind');
  }
  if (!named) throw invalid(lines.length, 'comes without the names of its columns before it');
  const known = new Set(made.areas.map(areaKey));
  const stray = [...made.rows, ...made.sharing].find(({ area }) => !known.has(area));
  if (stray) throw invalid(1, `has figures of ${stray.area}, which is not among its areas`);
  return { startYear, asOf: asOf!, ...made };
}

function readArea(line: string, number: number): Area {
  const [, ...cells] = (parse(line) as string[][])[0]!;
  if (cells.length !== AREA_FIELDS.length || !LEVELS.includes(cells[0] as Level)) throw invalid(number, 'is no area');
  return Object.fromEntries(AREA_FIELDS.map((field, place) => [field, cells[place]])) as unknown as Area;
}

function readSharing([, area, phase, ...counts]: readonly string[], number: number): SharingRow {
  const [mayShare, share] = counts.map((cell) => readCount(cell, number));
  if (counts.length !== 2) throw invalid(number, 'has not two counts of schools');
  return { area: area!, phase: readPhase(phase, number), mayShare: mayShare!, share: share! };
}

function readRow([, ...cells]: readonly string[], columns: ReadonlyMap<string, number>, number: number): InputRow {
  if (cells.length !== FIRST_COUNT + columns.size) throw invalid(number, 'is cut off');
  const period = readPeriodKey(cells[2]!);
  if (period === null) throw invalid(number, `is of no period: “${cells[2]}”`);
  const count = (place: number) => readCount(cells[place], number);
  const hasBands = cells[FIRST_BAND] !== '';
  const values = Float64Array.from({ length: columns.size }, (_, place) => count(FIRST_COUNT + place));
  return {
    area: cells[0]!,
    phase: readPhase(cells[1], number),
    period,
    group: cells[3]!,
    schools: count(4),
    days: count(5),
    schoolDays: count(6),
    enrolmentDays: count(7),
    largest: [count(8), count(9)],
    largestEnrolments: hasBands ? [count(10), count(11)] : null,
    bands: hasBands ? BANDS.map((_, band) => count(FIRST_BAND + band)) : null,
    counts: new ColumnCounts(columns, values),
  };
}

function readPhase(text: string | undefined, number: number): Phase {
  if (!PHASES.includes(text as Phase))
    throw invalid(number, `has the phase “${text}”, which is none that is published`);
  return text as Phase;
}

function readCount(text: string | undefined, number: number): number {
  if (text === undefined || !/^\d{1,15}$/.test(text)) throw invalid(number, `has “${text}” where a count should be`);
  return Number(text);
}

const invalid = (line: number, why: string) =>
  new RollcallError('file-invalid', `The inputs cannot be read: line ${line} ${why}.`);

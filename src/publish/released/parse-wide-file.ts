import { AREA_COLUMNS, ENGLAND } from '../../domain/statistics/area.ts';
import { COVERAGE, KEY_COLUMNS, TOTALS } from '../../domain/statistics/columns.ts';
import { type Period, periodKey, TERMS } from '../../domain/statistics/period.ts';
import { RollcallError } from '../../errors.ts';
import { type LineReader, readLines } from './read-lines.ts';
import { keptValue, type WideArea, type WideFile } from './wide-file.ts';

const KEYS: ReadonlySet<string> = new Set(KEY_COLUMNS);
const FIRST_ROOM = 1 << 12;

/** What is kept of a file of days, which has five times the rows of one of weeks: reasons are shown of weeks and of the year. */
const OF_DAYS: ReadonlySet<string> = new Set([
  ...COVERAGE,
  ...TOTALS,
  'attendance_perc',
  'overall_absence_perc',
  'authorised_absence_perc',
  'unauthorised_absence_perc',
]);

/**
 * A file of the wide layout, held in memory. The event loop is let go between pieces of the file.
 * @param gzip the CSV, compressed
 * @throws file-invalid when a row is of no area, phase or time, or a figure is neither a number nor a symbol
 */
export async function parseWideFile(name: string, gzip: Buffer): Promise<WideFile> {
  const builder = new Builder(name);
  await readLines(gzip, (reader) => builder.take(reader));
  return builder.finish();
}

/** Places in the order in which they were first seen. */
class Places {
  readonly found = new Map<string, number>();

  of(key: string): number {
    const place = this.found.get(key) ?? this.found.size;
    if (place === this.found.size) this.found.set(key, place);
    return place;
  }
}

class Builder {
  readonly #name: string;
  readonly #header = new Map<string, number>();
  readonly #areas = new Map<string, WideArea>();
  readonly #phases = new Places();
  readonly #periods = new Places();
  readonly #areaPlaces = new Places();
  /** Of each row the places of its area, phase and time. */
  readonly #keys: number[] = [];
  readonly #columns = new Map<string, { readonly place: number; values: Float64Array }>();
  #rows = 0;

  constructor(name: string) {
    this.#name = name;
  }

  take({ fields, lines }: LineReader): void {
    if (this.#header.size === 0) {
      this.#readHeader(fields);
      return;
    }
    if (fields.length !== this.#header.size) throw this.#invalid(`line ${lines} has ${fields.length} fields`);
    const cell = (column: string) => fields[this.#header.get(column) ?? -1] ?? '';
    const area = areaOf(cell);
    const period = periodOf(cell);
    const phase = cell('education_phase') || cell('school_type');
    if (area === null || period === null || phase === '')
      throw this.#invalid(`line ${lines} is of no area, phase or time`);
    if (!this.#areas.has(area.code)) this.#areas.set(area.code, area);
    this.#keys.push(this.#areaPlaces.of(area.code), this.#phases.of(phase), this.#periods.of(periodKey(period)));
    const row = this.#rows++;
    for (const [column, each] of this.#columns) {
      const value = keptValue(fields[each.place]!);
      if (value === null) throw this.#invalid(`line ${lines}, column ${column}: “${fields[each.place]}”`);
      if (row === each.values.length) each.values = grown(each.values);
      each.values[row] = value;
    }
  }

  finish(): WideFile {
    if (this.#header.size === 0) throw this.#invalid('it is empty');
    const [areas, phases] = [this.#areaPlaces.found, this.#phases.found];
    const periods = [...this.#periods.found.keys()].sort();
    const order = new Map(periods.map((period, place) => [period, place]));
    const sorted = [...this.#periods.found.keys()].map((period) => order.get(period)!);
    const rowOf = new Int32Array(areas.size * phases.size * periods.length).fill(-1);
    for (let row = 0; row < this.#rows; row++) {
      const [area, phase, period] = this.#keys.slice(row * 3, row * 3 + 3) as [number, number, number];
      rowOf[(area * phases.size + phase) * periods.length + sorted[period]!] = row;
    }
    return {
      name: this.#name,
      rows: this.#rows,
      areas: this.#areas,
      phases: [...phases.keys()],
      periods,
      rowOf,
      columns: new Map([...this.#columns].map(([column, { values }]) => [column, values.slice(0, this.#rows)])),
      bytes: rowOf.byteLength + 8 * this.#rows * this.#columns.size,
      places: { areas, phases, periods: order },
    };
  }

  #readHeader(fields: readonly string[]): void {
    for (const [place, column] of fields.entries()) this.#header.set(column, place);
    for (const column of [...AREA_COLUMNS, 'time_period', 'time_identifier'])
      if (!this.#header.has(column)) throw this.#invalid(`it has no column ${column}`);
    const isOfDays = this.#header.has('attendance_date');
    for (const [column, place] of this.#header)
      if (!KEYS.has(column) && (!isOfDays || OF_DAYS.has(column)))
        this.#columns.set(column, { place, values: new Float64Array(FIRST_ROOM) });
  }

  #invalid(why: string): RollcallError {
    return new RollcallError('file-invalid', `${this.#name}.csv is no file of the wide layout: ${why}.`);
  }
}

function grown(values: Float64Array): Float64Array {
  const more = new Float64Array(values.length * 2);
  more.set(values);
  return more;
}

type Cell = (column: string) => string;

function areaOf(cell: Cell): WideArea | null {
  const region = { regionCode: cell('region_code'), regionName: cell('region_name') };
  switch (cell('geographic_level')) {
    case 'National':
      return { level: 'National', ...ENGLAND, ...region };
    case 'Regional':
      return { level: 'Regional', code: region.regionCode, name: region.regionName, ...region };
    case 'Local authority':
      return { level: 'Local authority', code: cell('new_la_code'), name: cell('la_name'), ...region };
    default:
      return null;
  }
}

function periodOf(cell: Cell): Period | null {
  const date = cell('attendance_date');
  if (date !== '') return { kind: 'day', date };
  const [time, identifier] = [cell('time_period'), cell('time_identifier')];
  const [, week] = /^Week (\d{1,2})$/.exec(identifier) ?? [];
  if (week !== undefined) return { kind: 'week', year: Number(time), week: Number(week) };
  const startYear = Number(time.slice(0, 4));
  const term = TERMS.find((each) => each === identifier);
  if (term !== undefined) return { kind: 'term', startYear, term };
  return identifier === 'Academic year' ? { kind: 'year', startYear } : null;
}

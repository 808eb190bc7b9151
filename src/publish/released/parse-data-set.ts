import { RollcallError } from '../../errors.ts';
import {
  type DataSet,
  type Filter,
  type Indicator,
  LEVEL_CODES,
  LEVEL_LABELS,
  type Location,
  symbolValue,
  type TimePeriod,
} from './data-set.ts';
import { type LineReader, readLines } from './read-lines.ts';
import { type MetadataRow, readMetadata } from './read-metadata.ts';

const TIME = ['time_period', 'time_identifier'] as const;
const AREA = [
  'geographic_level',
  'country_code',
  'country_name',
  'region_code',
  'region_name',
  'old_la_code',
  'new_la_code',
  'la_name',
] as const;
const FIRST_ROOM = 1 << 16;

/**
 * A tidy file with its metadata file as a data set. The event loop is let go between pieces of the file.
 * @param gzip the CSV, compressed
 * @param metadata the text of its metadata file
 * @throws file-invalid when the file is not of the tidy layout, or a figure is neither a number of its column's decimals nor a symbol
 */
export async function parseDataSet(name: string, gzip: Buffer, metadata: string): Promise<DataSet> {
  const builder = new Builder(name, readMetadata(metadata));
  await readLines(gzip, (reader) => builder.take(reader));
  return builder.finish();
}

/** A list of what columns say together, and for each row its place there. */
interface Listed {
  readonly places: readonly number[];
  /** The first of its columns in the file. */
  readonly found: Map<string, number>;
  readonly fields: string[][];
  now: number;
  of: Uint16Array;
}

class Builder {
  readonly #name: string;
  readonly #metadata: readonly MetadataRow[];
  #time: Listed = listed([]);
  #area: Listed = listed([]);
  #filters: { readonly column: string; readonly listed: Listed }[] = [];
  #indicators: { readonly row: MetadataRow; readonly place: number; values: Float64Array }[] = [];
  #columns = 0;
  #rows = 0;
  #room = FIRST_ROOM;

  constructor(name: string, metadata: readonly MetadataRow[]) {
    this.#name = name;
    this.#metadata = metadata;
  }

  take(reader: LineReader): void {
    if (this.#columns === 0) {
      this.#readHeader(reader.fields);
      return;
    }
    const { fields } = reader;
    if (fields.length !== this.#columns) throw this.#invalid(`line ${reader.lines} has ${fields.length} fields`);
    if (this.#rows === this.#room) this.#makeRoom();
    const row = this.#rows++;
    place(this.#time, fields, reader.changed, row);
    place(this.#area, fields, reader.changed, row);
    for (const { listed } of this.#filters) place(listed, fields, reader.changed, row);
    for (const indicator of this.#indicators) {
      const value = readValue(fields[indicator.place]!, indicator.row.decimals);
      if (value === null)
        throw this.#invalid(`line ${reader.lines}, column ${indicator.row.column}: “${fields[indicator.place]}”`);
      indicator.values[row] = value;
    }
  }

  finish(): DataSet {
    if (this.#columns === 0) throw this.#invalid('it is empty');
    const rows = this.#rows;
    const cut = ({ of }: Listed) => of.slice(0, rows);
    const filters = this.#filters.map(({ column, listed }): Filter => {
      const row = this.#metadata.find((each) => each.column === column);
      const label = row?.label ?? sentence(column);
      const groupedBy = row?.groupedBy ?? '';
      const options = listed.fields.map(([option]) => option!);
      return { column, label, hint: row?.hint ?? '', groupedBy, options, of: cut(listed) };
    });
    const indicators = this.#indicators.map(
      ({ row: { column, label, unit, grouping, decimals }, values }): Indicator => ({
        column,
        label,
        unit,
        grouping,
        decimals,
        values: values.slice(0, rows),
      }),
    );
    return {
      name: this.#name,
      rows,
      times: this.#time.fields.map((fields) => this.#readTime(fields)),
      timeOf: cut(this.#time),
      locations: this.#area.fields.map((fields) => this.#readLocation(fields)),
      locationOf: cut(this.#area),
      filters,
      indicators,
      bytes: rows * (2 * (2 + filters.length) + 8 * indicators.length),
    };
  }

  #readHeader(header: readonly string[]): void {
    this.#columns = header.length;
    const placeOf = (column: string) => {
      const found = header.indexOf(column);
      if (found < 0) throw this.#invalid(`it has no column ${column}`);
      return found;
    };
    this.#time = listed(TIME.map(placeOf));
    this.#area = listed(AREA.map(placeOf));
    this.#indicators = this.#metadata
      .filter(({ isIndicator }) => isIndicator)
      .map((row) => ({ row, place: placeOf(row.column), values: new Float64Array(this.#room) }));
    const others = new Set<string>([...TIME, ...AREA, ...this.#indicators.map(({ row }) => row.column)]);
    this.#filters = header
      .filter((column) => !others.has(column))
      .map((column) => ({ column, listed: listed([placeOf(column)]) }));
  }

  #makeRoom(): void {
    this.#room *= 2;
    for (const each of [this.#time, this.#area, ...this.#filters.map(({ listed }) => listed)]) {
      const more = new Uint16Array(this.#room);
      more.set(each.of);
      each.of = more;
    }
    for (const indicator of this.#indicators) {
      const more = new Float64Array(this.#room);
      more.set(indicator.values);
      indicator.values = more;
    }
  }

  #readTime([period, identifier]: readonly string[]): TimePeriod {
    const code = timeCode(identifier!);
    if (code === null) throw this.#invalid(`“${identifier}” is no time of the standard`);
    return { code, period: period!, label: `${identifier} ${period}` };
  }

  #readLocation([
    level,
    countryCode,
    countryName,
    regionCode,
    regionName,
    oldCode,
    newCode,
    laName,
  ]: readonly string[]) {
    const code = LEVEL_CODES.find((each) => LEVEL_LABELS[each] === level);
    if (code === undefined) throw this.#invalid(`“${level}” is no level that is published`);
    const region = { regionCode: regionCode!, regionName: regionName! };
    const location: Readonly<Record<typeof code, Location>> = {
      NAT: { level: 'NAT', code: countryCode!, name: countryName!, oldCode: '', ...region },
      REG: { level: 'REG', code: regionCode!, name: regionName!, oldCode: '', ...region },
      LA: { level: 'LA', code: newCode!, name: laName!, oldCode: oldCode!, ...region },
    };
    return location[code];
  }

  #invalid(why: string): RollcallError {
    return new RollcallError('file-invalid', `${this.#name}.csv is no data set of the tidy layout: ${why}.`);
  }
}

const listed = (places: readonly number[]): Listed => ({
  places,
  found: new Map(),
  fields: [],
  now: 0,
  of: new Uint16Array(FIRST_ROOM),
});

/** Notes what a row says in the columns of a list; what no column before `changed` says is looked up anew. */
function place(list: Listed, fields: readonly string[], changed: number, row: number): void {
  if (row === 0 || list.places.some((each) => each >= changed)) {
    const own = list.places.map((each) => fields[each]!);
    const key = own.length === 1 ? own[0]! : own.join('\n');
    let found = list.found.get(key);
    if (found === undefined) {
      found = list.fields.push(own) - 1;
      list.found.set(key, found);
    }
    list.now = found;
  }
  list.of[row] = list.now;
}

/** A figure as a whole number of its last decimal; below zero a symbol; null for anything else. */
function readValue(text: string, decimals: number): number | null {
  const first = text.charCodeAt(0);
  if (first > 57 || first < 48) return symbolValue(text);
  if (decimals === 0) return /^\d+$/.test(text) ? Number(text) : null;
  const point = text.length - decimals - 1;
  const digits = text.slice(0, point) + text.slice(point + 1);
  return text[point] === '.' && /^\d+$/.test(digits) ? Number(digits) : null;
}

const TIME_CODES: Readonly<Record<string, string>> = {
  'Academic year': 'AY',
  'Autumn term': 'T1',
  'Spring term': 'T2',
  'Summer term': 'T3',
};

/** The code of a time identifier: `Week 37` is `W37`. */
const timeCode = (identifier: string): string | null =>
  /^Week \d{1,2}$/.test(identifier) ? `W${identifier.slice(5)}` : (TIME_CODES[identifier] ?? null);

/** `reference_date` becomes “Reference date”. */
function sentence(column: string): string {
  const words = column.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

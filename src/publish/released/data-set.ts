/** A time of a data set, by its code in the open data standard: `W37` of `2026`. */
export interface TimePeriod {
  readonly code: string;
  readonly period: string;
  /** `Week 37 2026` */
  readonly label: string;
}

/** The levels of areas, by their codes in the API of open statistics. */
export const LEVEL_CODES = ['NAT', 'REG', 'LA'] as const;
export type LevelCode = (typeof LEVEL_CODES)[number];
export const LEVEL_LABELS: Readonly<Record<LevelCode, string>> = {
  NAT: 'National',
  REG: 'Regional',
  LA: 'Local authority',
};

export interface Location {
  readonly level: LevelCode;
  /** Nine characters. */
  readonly code: string;
  readonly name: string;
  /** Three digits, of an authority; else empty. */
  readonly oldCode: string;
  /** The region of an authority or the region itself; empty for the nation. */
  readonly regionCode: string;
  readonly regionName: string;
}

/** A column that says of whom or what a row is, besides time and area. */
export interface Filter {
  readonly column: string;
  readonly label: string;
  readonly hint: string;
  /** The filter whose items group those of this one; empty when there is none. */
  readonly groupedBy: string;
  /** Its items, in the order in which the file has them first. */
  readonly options: readonly string[];
  /** For each row the place of its item. */
  readonly of: Uint16Array;
}

/** A column of figures. */
export interface Indicator {
  readonly column: string;
  readonly label: string;
  /** `%`, or empty. */
  readonly unit: string;
  readonly grouping: string;
  readonly decimals: number;
  /** For each row its figure as a whole number of the last decimal, or, below zero, a symbol. */
  readonly values: Float64Array;
}

/** A tidy file of a release in memory: for each row a place in short lists, and its figures. */
export interface DataSet {
  /** Of its file, without ending. */
  readonly name: string;
  readonly rows: number;
  readonly times: readonly TimePeriod[];
  readonly timeOf: Uint16Array;
  readonly locations: readonly Location[];
  readonly locationOf: Uint16Array;
  readonly filters: readonly Filter[];
  readonly indicators: readonly Indicator[];
  /** About how much memory it takes. */
  readonly bytes: number;
}

/** Symbols of the open data standard that stand in place of a figure: suppressed, not applicable, not available, rounds to zero, unreliable. */
export const SYMBOLS = ['c', 'z', 'x', 'low', 'u'] as const;
export type Symbol = (typeof SYMBOLS)[number];

/** The symbol that a value below zero stands for; null for a figure. */
export const symbolOf = (value: number): Symbol | null => (value < 0 ? SYMBOLS[-value - 1]! : null);

/** The value below zero that a symbol is kept as; null for any other text. */
export function symbolValue(text: string): number | null {
  const place = (SYMBOLS as readonly string[]).indexOf(text);
  return place < 0 ? null : -place - 1;
}

/** A cell as the file has it: `4.63`, `637747`, `c`. */
export function cellText({ values, decimals }: Indicator, row: number): string {
  const value = values[row]!;
  const symbol = symbolOf(value);
  return symbol ?? wholeText(value, decimals);
}

/** A whole number of the last decimal as a decimal number: 463 with two decimals is `4.63`. */
export function wholeText(value: number, decimals: number): string {
  if (decimals === 0) return String(value);
  const digits = String(value).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

import { type Symbol as Mark, symbolOf, symbolValue } from './data-set.ts';

/** A figure as it was published: a number, a symbol in its place, or null where the file has no such row or column. */
export type Figure = number | Mark | null;

/** An area that a wide file has rows of. */
export interface WideArea {
  readonly level: 'National' | 'Regional' | 'Local authority';
  /** Nine characters. */
  readonly code: string;
  readonly name: string;
  /** Of a region its own; empty for the nation. */
  readonly regionCode: string;
  readonly regionName: string;
}

/** What a wide file's figures are of. */
export interface WideKey {
  readonly area: string;
  /** `Total` for all schools. */
  readonly phase: string;
  /** As `periodKey` writes it. */
  readonly period: string;
}

/** A wide file of a release in memory: its areas, phases and times, and columns of figures in the order of its rows. */
export interface WideFile {
  readonly name: string;
  readonly rows: number;
  /** By code, in the order of the file. */
  readonly areas: ReadonlyMap<string, WideArea>;
  readonly phases: readonly string[];
  /** In order of time. */
  readonly periods: readonly string[];
  /** By area, phase and time the row, or -1; phases within areas, times within phases. */
  readonly rowOf: Int32Array;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** About how much memory it takes. */
  readonly bytes: number;
  readonly places: {
    readonly areas: ReadonlyMap<string, number>;
    readonly phases: ReadonlyMap<string, number>;
    readonly periods: ReadonlyMap<string, number>;
  };
}

/** A figure of a wide file. */
export function figureOf(file: WideFile, { area, phase, period }: WideKey, column: string): Figure {
  const values = file.columns.get(column);
  const { areas, phases, periods } = file.places;
  const [a, p, t] = [areas.get(area), phases.get(phase), periods.get(period)];
  if (values === undefined || a === undefined || p === undefined || t === undefined) return null;
  const row = file.rowOf[(a * phases.size + p) * periods.size + t]!;
  if (row < 0) return null;
  return symbolOf(values[row]!) ?? values[row]!;
}

/** A cell as it is kept: a number, or below zero the place of a symbol; null when it is neither. */
export function keptValue(text: string): number | null {
  return /^\d+(\.\d+)?(e-\d+)?$/.test(text) ? Number(text) : symbolValue(text);
}

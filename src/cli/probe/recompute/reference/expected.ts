import type { Tally } from './known-register.ts';

/** What must stand in a cell. Words are not compared, but that there is no figure is. */
export type Value =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'rate'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'gap'; readonly of: Fraction; readonly than: Fraction }
  /** A rate of which only one decimal is told. */
  | { readonly kind: 'about'; readonly percent: string }
  | { readonly kind: 'none' }
  /** With a text, exactly that; with a date, words in which that date stands. */
  | { readonly kind: 'words'; readonly text?: string; readonly date?: string };

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** The cells of a row by the keys of their columns. */
export type ExpectedRow = Readonly<Record<string, Value>>;

export interface ExpectedTable {
  readonly rows: ReadonlyMap<string, ExpectedRow>;
  /** Compared when given, and then it must be there. */
  readonly total?: ExpectedRow;
}

/** Not a table: rates that a page tells in its sentences and charts only. */
export const SAID = 'said';

/** The tables of a page, by id. One without a row may be left out of the page. */
export type ExpectedPage = ReadonlyMap<string, ExpectedTable>;

export const count = (value: number): Value => ({ kind: 'count', value });
export const rate = (numerator: number, denominator: number): Value => ({ kind: 'rate', numerator, denominator });
export const NONE: Value = { kind: 'none' };
export const WORDS: Value = { kind: 'words' };

/** The difference of two rates; nothing where either has no base. */
export function gap(of: readonly [number, number], than: readonly [number, number]): Value {
  if (of[1] === 0 || than[1] === 0) return NONE;
  return {
    kind: 'gap',
    of: { numerator: of[0], denominator: of[1] },
    than: { numerator: than[0], denominator: than[1] },
  };
}

/** Rates that are only said, under any keys. */
export const said = (rates: readonly Value[]): [string, ExpectedTable] => [
  SAID,
  table(rates.map((value, place) => [String(place), { rate: value }])),
];

export const table = (rows: Iterable<readonly [string, ExpectedRow]>, total?: ExpectedRow): ExpectedTable =>
  total ? { rows: new Map(rows), total } : { rows: new Map(rows) };

/** Whether there is no figure at all on a page: a page may then say so instead. */
export const isNothing = (page: ExpectedPage): boolean =>
  [...page].every(
    ([id, { rows }]) =>
      id === SAID ||
      [...rows.values()].every((row) =>
        Object.values(row).every(
          (value) =>
            value.kind === 'none' ||
            (value.kind === 'count' && value.value === 0) ||
            (value.kind === 'rate' && value.denominator === 0),
        ),
      ),
  );

/** The three rates of possible sessions, and their base. */
export const sessionCells = ({ attended, authorised, unauthorised, possible }: Tally): ExpectedRow => ({
  attendance: rate(attended, possible),
  authorised: rate(authorised, possible),
  unauthorised: rate(unauthorised, possible),
  possible: count(possible),
});

/** Whether so much of what was possible was missed: a tenth, or a half. */
export const isAbsent = ({ missed, possible }: Tally, oneIn: 10 | 2): boolean =>
  possible > 0 && missed * oneIn >= possible;

/** Pupils, and how many of them were absent a tenth and a half of their own sessions. */
export const pupilCells = (pupils: readonly { readonly tally: Tally }[]): ExpectedRow => ({
  pupils: count(pupils.length),
  persistent: rate(pupils.filter((each) => isAbsent(each.tally, 10)).length, pupils.length),
  severe: rate(pupils.filter((each) => isAbsent(each.tally, 2)).length, pupils.length),
});

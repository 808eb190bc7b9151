/** A table of a page as the probe reads it: cells by the keys of rows and columns. A report's own tables have this form. */
export interface ShownTable {
  readonly id: string;
  readonly columns: readonly { readonly key: string }[];
  readonly rows: readonly ShownRow[];
  readonly total?: ShownRow;
}

export interface ShownRow {
  readonly key: string;
  readonly cells: readonly ShownCell[];
}

export type ShownCell =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'rate'; readonly numerator: number; readonly denominator: number }
  | {
      readonly kind: 'gap';
      readonly of: { readonly numerator: number; readonly denominator: number };
      readonly than: { readonly numerator: number; readonly denominator: number };
    }
  /** A rate that comes rounded. */
  | { readonly kind: 'about'; readonly percent: string }
  | { readonly kind: 'none' };

/** A table of words, for pages that show finished texts: its cells by column, in order. */
export const tableOfWords = (
  id: string,
  columns: readonly string[],
  rows: readonly { readonly key: string; readonly cells: readonly string[] }[],
): ShownTable => ({
  id,
  columns: columns.map((key) => ({ key })),
  rows: rows.map(({ key, cells }) => ({ key, cells: cells.map((text) => ({ kind: 'words', text })) })),
});

/** Everything that somebody has who reads all releases: figures that are shown, and how rows are linked. No hidden figure is in it. */
export interface Publication {
  readonly rows: ReadonlyMap<string, PublishedFigures>;
  readonly sums: readonly { readonly whole: string; readonly parts: readonly string[] }[];
  readonly rates: readonly PrintedRate[];
}

/** Counts of a row by measure; null: hidden, though everybody knows which measures there are. */
export type PublishedFigures = ReadonlyMap<string, number | null>;

/** A rate of a row, as it is printed. */
export interface PrintedRate {
  readonly row: string;
  /** Measures that are counted, of all those that it is a part of. */
  readonly of: readonly string[];
  readonly among: readonly string[];
  /** A percentage: `91.51`, `91.5102180907003`. */
  readonly percent: string;
}

/** A table with its true figures, and which of its rows are hidden. */
export interface TruthfulTable {
  readonly rows: readonly {
    readonly key: string;
    readonly counts: ReadonlyMap<string, number>;
    readonly kind: 'published' | 'rest';
  }[];
  readonly sums: Publication['sums'];
  readonly hidden: ReadonlySet<string>;
}

/** What is left of tables when what is hidden, or never published, is taken out. */
export function publishedOf(tables: readonly TruthfulTable[], rates: readonly PrintedRate[] = []): Publication {
  const rows = new Map<string, PublishedFigures>();
  for (const { rows: own, hidden } of tables)
    for (const { key, counts, kind } of own) {
      const isShown = kind === 'published' && !hidden.has(key);
      rows.set(key, isShown ? counts : new Map([...counts.keys()].map((measure) => [measure, null])));
    }
  return { rows, sums: tables.flatMap(({ sums }) => sums), rates };
}

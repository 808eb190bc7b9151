import type { FormerTable, Row, Sum, Table } from './table.ts';

/** A row's part in a sum: the whole less all parts is nothing. */
export interface Member {
  readonly row: Row;
  readonly sign: 1 | -1;
}

/** A sum with its rows. */
export interface Link {
  readonly members: readonly Member[];
  /** Measures that all members have: for these it holds. */
  readonly measures: ReadonlySet<string>;
}

/** A table and those before it, with what links their rows. */
export interface Linked {
  readonly rows: ReadonlyMap<string, Row>;
  readonly linksOf: ReadonlyMap<string, readonly Link[]>;
  readonly links: readonly Link[];
}

/** @throws for a sum that names a row that is not there, or that does not hold: nothing could be told of it */
export function linkRows(tables: readonly (Table | FormerTable)[]): Linked {
  const rows = new Map<string, Row>();
  for (const table of tables)
    for (const row of table.rows) {
      if (rows.has(row.key)) throw new Error(`Two rows have the key ${row.key}.`);
      rows.set(row.key, row);
    }
  const links = tables.flatMap(({ sums }) => sums.map((sum) => linkOf(sum, rows)));
  const linksOf = new Map<string, Link[]>();
  for (const link of links)
    for (const { row } of link.members) {
      const own = linksOf.get(row.key);
      if (own) own.push(link);
      else linksOf.set(row.key, [link]);
    }
  return { rows, linksOf, links };
}

function linkOf({ whole, parts }: Sum, rows: ReadonlyMap<string, Row>): Link {
  const member = (key: string, sign: 1 | -1): Member => {
    const row = rows.get(key);
    if (!row) throw new Error(`A sum names ${key}, which is no row.`);
    return { row, sign };
  };
  const members = [member(whole, 1), ...parts.map((key) => member(key, -1))];
  const [first, ...others] = members.map(({ row }) => row.counts);
  const measures = new Set([...first!.keys()].filter((measure) => others.every((counts) => counts.has(measure))));
  for (const measure of measures) {
    const rest = members.reduce((sum, { row, sign }) => sum + sign * row.counts.get(measure)!, 0);
    if (Math.abs(rest) > 1e-6) throw new Error(`${whole} is not the sum of its parts: ${measure} differs by ${rest}.`);
  }
  return { members, measures };
}

import type { Row, Sum, Table } from './table.ts';
import { Times } from './times.ts';

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
  readonly isTime: boolean;
}

/** A table, with what links its rows. */
export interface Linked {
  readonly rows: ReadonlyMap<string, Row>;
  readonly linksOf: ReadonlyMap<string, readonly Link[]>;
  /** Sums with a row that changes by itself, whatever rows do at other times. */
  readonly loose: ReadonlySet<Link>;
  readonly looseOf: ReadonlyMap<string, readonly Link[]>;
  readonly links: readonly Link[];
  readonly times: Times;
  /** For each row the rows of its line by their times. */
  readonly lineOf: ReadonlyMap<Row, ReadonlyMap<string, Row>>;
  /** Lines whose times are summed, and what is left of sums of such lines. */
  readonly timed: ReadonlySet<string>;
}

/** What nobody can read anywhere. */
export interface Unknown {
  readonly is: (row: Row) => boolean;
  /** The members of a sum that are. */
  readonly in: (link: Link) => readonly Member[];
}

/** @throws for a sum that names a row that is not there, or that does not hold: nothing could be told of it */
export function linkRows(table: Table): Linked {
  const rows = new Map<string, Row>();
  for (const row of table.rows) {
    if (rows.has(row.key)) throw new Error(`Two rows have the key ${row.key}.`);
    rows.set(row.key, row);
  }
  const links = table.sums.map((sum) => linkOf(sum, rows));
  const times = new Times(
    links.filter(({ isTime }) => isTime).map(({ members }) => members.map(({ row }) => row.time)),
  );
  const lineOf = new Map<Row, ReadonlyMap<string, Row>>();
  for (const own of Map.groupBy(rows.values(), ({ line }) => line).values()) {
    const line = new Map(own.map((row) => [row.time, row]));
    for (const row of own) lineOf.set(row, line);
  }
  const timed = timedLines(links);
  const loose = links.filter(({ members }) =>
    members.some(({ row }) => row.kind !== 'published' && !timed.has(row.line)),
  );
  return { rows, linksOf: byRow(links), loose: new Set(loose), looseOf: byRow(loose), links, times, lineOf, timed };
}

function byRow(links: readonly Link[]): Map<string, Link[]> {
  const all = new Map<string, Link[]>();
  for (const link of links)
    for (const { row } of link.members) {
      const own = all.get(row.key);
      if (own) own.push(link);
      else all.set(row.key, [link]);
    }
  return all;
}

function timedLines(links: readonly Link[]): ReadonlySet<string> {
  const published = ({ members }: Link) => members.filter(({ row }) => row.kind === 'published');
  const timed = new Set(
    links.filter(({ isTime }) => isTime).flatMap((link) => published(link).map(({ row }) => row.line)),
  );
  const rests = links
    .filter((link) => !link.isTime && published(link).some(({ row }) => timed.has(row.line)))
    .flatMap(({ members }) => members.filter(({ row }) => row.kind === 'rest').map(({ row }) => row.line));
  return new Set([...timed, ...rests]);
}

function linkOf({ whole, parts, isTime = false }: Sum, rows: ReadonlyMap<string, Row>): Link {
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
  return { members, measures, isTime };
}

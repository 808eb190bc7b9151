import { basename } from 'node:path';
import type { Database } from '../store/database.ts';
import { lockImports, recordImport, writeLinks } from '../store/schools.ts';
import type { Tables } from '../store/tables.ts';
import { readGiasDay } from './gias-day.ts';
import { FIRST_INVENTED_URN } from './parse-school.ts';
import { invalid, lookAtFile, readRows } from './read-csv.ts';
import type { RefusedRow } from './read-schools.ts';

/** What an import of links did, in links. */
export interface LinkImport {
  readonly file: string;
  readonly added: number;
  /** Links with another day than before. */
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

const COLUMNS = ['URN', 'LinkURN', 'LinkType', 'LinkEstablishedDate'] as const;

/**
 * Whether a file is GIAS's `links_edubasealldata`, by its header.
 * @throws file-invalid when it cannot be read at all
 */
export async function isLinkFile(file: string): Promise<boolean> {
  for await (const { cells } of readRows(await lookAtFile(file)))
    return COLUMNS.every((name) => findColumn(cells, name) !== -1);
  return false;
}

/**
 * Imports GIAS's links between schools (`links_edubasealldata`): which school came before which. All or nothing; again
 * changes nothing; links that are missing from it stay.
 * @throws file-invalid
 */
export async function importLinks(owner: Database, file: string, now: Date): Promise<LinkImport> {
  const look = await lookAtFile(file);
  const links: Tables['school_link'][] = [];
  const refused: RefusedRow[] = [];
  let header: readonly string[] | null = null;
  for await (const { line, cells } of readRows(look)) {
    if (header === null) {
      header = cells;
      continue;
    }
    const link =
      cells.length === header.length
        ? parseLink(header, cells)
        : `it has ${cells.length} columns instead of ${header.length}`;
    if (typeof link === 'string') refused.push({ line, why: link });
    else links.push(link);
  }
  if (links.length === 0) throw invalid(file, 'has no link in it that can be read.');
  return owner.transaction().execute(async (transaction) => {
    await lockImports(transaction);
    const { added, changed, unchanged } = await writeLinks(transaction, links);
    const done = { file: basename(file), added, changed, unchanged };
    await recordImport(transaction, { ...done, asAt: null, digest: look.digest, refused: refused.length }, now);
    return { ...done, refused };
  });
}

const findColumn = (header: readonly string[], name: string) =>
  header.findIndex((each) => each.toLowerCase() === name.toLowerCase());

/** A link, or why it cannot be read. */
function parseLink(header: readonly string[], cells: readonly string[]): Tables['school_link'] | string {
  const [urn, linkUrn, type, day] = COLUMNS.map((name) => cells[findColumn(header, name)] ?? '') as [
    string,
    string,
    string,
    string,
  ];
  const bad = [urn, linkUrn].find((text) => !/^\d{5,6}$/.test(text) || Number(text) >= FIRST_INVENTED_URN);
  if (bad !== undefined) return `"${bad.slice(0, 40)}" is not the URN of a school`;
  if (type === '') return 'the type of link is empty';
  const date = readGiasDay(day);
  if (date === undefined) return `the day "${day.slice(0, 40)}" is not a day`;
  return { urn: Number(urn), link_urn: Number(linkUrn), link_type: type, link_date: date };
}

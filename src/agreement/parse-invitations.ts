import { type CsvError, parse } from 'csv-parse/sync';
import { isMailAddress } from '../mail/mail-address.ts';

/** A school to invite. Without an address it is its approvers here who are written to. */
export interface AskedSchool {
  readonly line: number;
  readonly urn: number;
  /** In lower case. */
  readonly email: string | null;
}

/** A line that says nobody to invite, and why. */
export interface RefusedLine {
  readonly line: number;
  readonly why: string;
}

const MOST = 30_000;

/**
 * Reads whom to invite: a line a school, its URN and, after a comma, semicolon or tab, an e-mail address. A first line with the names of
 * columns says where they are (`URN`, and one that begins with `e-mail`); other columns are passed over, so that a list from another
 * system can be given as it is.
 */
export function parseInvitations(text: string): { asked: AskedSchool[]; refused: RefusedLine[] } {
  const rows = readLines(text);
  if (!Array.isArray(rows)) return { asked: [], refused: [rows] };
  const places = findColumns(rows[0]?.cells ?? []);
  const asked: AskedSchool[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of places.named ? rows.slice(1) : rows) {
    const read = readLine(line, cells[places.urn] ?? '', cells[places.email] ?? '');
    if ('why' in read) refused.push(read);
    else {
      const key = `${read.urn} ${read.email}`;
      const before = seen.get(key);
      if (before !== undefined) refused.push({ line, why: `it is the same as line ${before}` });
      else asked.push(read);
      seen.set(key, before ?? line);
    }
  }
  if (asked.length > MOST)
    return { asked: [], refused: [{ line: MOST + 1, why: `there are more than ${MOST} lines` }] };
  return { asked, refused };
}

function readLines(text: string): { line: number; cells: string[] }[] | RefusedLine {
  try {
    const rows = parse(text.replace(/^\ufeff/, ''), {
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    return { line: Number((error as CsvError)['lines'] ?? 1), why: 'a quotation mark is opened and not closed' };
  }
}

/** Without names of columns, the URN comes first and the address second. */
function findColumns(cells: readonly string[]): { named: boolean; urn: number; email: number } {
  const names = cells.map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''));
  const urn = names.findIndex((name) => name === 'urn' || name === 'schoolurn');
  if (urn === -1) return { named: false, urn: 0, email: 1 };
  return { named: true, urn, email: names.findIndex((name) => name.startsWith('email')) };
}

function readLine(line: number, urn: string, address: string): AskedSchool | RefusedLine {
  if (!/^[1-9]\d{5}$/.test(urn)) return { line, why: `“${urn.slice(0, 40)}” is not a URN, which has six digits` };
  const email = address.toLowerCase();
  if (email !== '' && !isMailAddress(email)) return { line, why: `“${address.slice(0, 80)}” is not an e-mail address` };
  return { line, urn: Number(urn), email: email === '' ? null : email };
}

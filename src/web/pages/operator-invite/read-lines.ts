import { emailAddress } from '../../../access/rights/email-address.ts';
import { type AskedSchool, parseInvitations, type RefusedLine } from '../../../agreement/parse-invitations.ts';
import { countText } from '../../../reports/figures.ts';
import type { UploadedFile } from '../../read-upload.ts';

/** Most lines that are done with one press of a button: each school is a transaction of its own, and whoever pressed waits for all. */
export const MOST_LINES = 1_000;

/** What was asked for, read; or what is wrong with the form, and at which field. */
export type ReadLines =
  | { readonly asked: readonly AskedSchool[]; readonly refused: readonly RefusedLine[] }
  | { readonly field: 'urn' | 'email' | 'lines' | 'file'; readonly error: string };

/** Reads one school from the fields `urn` and `email`. */
export function readOne(form: Readonly<Record<string, string>>): ReadLines {
  const urn = (form['urn'] ?? '').trim();
  const typed = (form['email'] ?? '').trim();
  if (!/^[1-9]\d{5}$/.test(urn)) return { field: 'urn', error: 'Enter a URN, which has six digits' };
  const email = emailAddress(typed);
  if (typed !== '' && email === null)
    return { field: 'email', error: 'Enter an e-mail address in the correct format, like name@example.com' };
  return { asked: [{ line: 1, urn: Number(urn), email }], refused: [] };
}

/** Reads a list that was pasted, or a file. */
export function readMany(form: Readonly<Record<string, string>>, file: UploadedFile | null): ReadLines {
  const pasted = form['lines'] ?? '';
  if (file && 'problem' in file) return { field: 'file', error: FILE_PROBLEMS[file.problem] };
  if (file && pasted.trim() !== '') return { field: 'lines', error: 'Paste lines or choose a file, not both' };
  const field = file ? 'file' : 'lines';
  const read = parseInvitations(file ? file.text : pasted);
  const lines = read.asked.length + read.refused.length;
  if (lines === 0)
    return file
      ? { field, error: 'The file has no line in it' }
      : { field, error: 'Paste a line for each school, or choose a file' };
  if (lines > MOST_LINES)
    return {
      field,
      error: `There are ${countText(lines, 'line')}. At most ${MOST_LINES.toLocaleString('en-GB')} can be done at once here: give fewer, or use the command “rollcall agreements invite FILE”`,
    };
  return read;
}

const FILE_PROBLEMS = {
  'too-large': 'The file must be smaller than 2 MB',
  'not-text': 'The file must be text, such as a CSV file: save a workbook as CSV first',
} as const;

/** The schools as the form on the next page carries them: their lines of the list, URNs and addresses. */
export const carryAsked = (asked: readonly AskedSchool[]): string =>
  asked.map(({ line, urn, email }) => `${line},${urn},${email ?? ''}`).join('\n');

/** Reads what `carryAsked` has written. @returns null for what it cannot have written */
export function readCarried(text: string): AskedSchool[] | null {
  const asked: AskedSchool[] = [];
  for (const each of text.split(/\r?\n/).filter((line) => line !== '')) {
    const [, line, urn, typed] = /^(\d{1,7}),([1-9]\d{5}),(\S{0,320})$/.exec(each) ?? [];
    if (line === undefined || urn === undefined || typed === undefined) return null;
    const email = typed === '' ? null : emailAddress(typed);
    if (typed !== '' && email === null) return null;
    asked.push({ line: Number(line), urn: Number(urn), email });
  }
  return asked.length > MOST_LINES ? null : asked;
}

import type { Counts } from '../measures/counts.ts';
import type { Code } from './code.ts';
import { CODE_TABLE } from './code-table.ts';

export type { Category, Code } from './code.ts';

/** Every code of both code sets, one row a code. */
export const CODES: readonly Code[] = CODE_TABLE;

/** Stands in stored marks for a session without a mark. */
export const NO_MARK = '.';
/** Stands in stored marks for a code that could not be read; its text lives in an issue. */
export const UNREADABLE = '?';

const byCode = new Map(CODES.map((code) => [code.code, code]));
const byMark = new Map(CODES.map((code) => [code.mark, code]));

/** Finds a code as written in a register: exact and case-sensitive, since schools use lower-case codes of their own. */
export function findCode(code: string): Code | undefined {
  return byCode.get(code);
}

/** Finds a code by its one-character form in stored marks. */
export function codeOfMark(mark: string): Code | undefined {
  return byMark.get(mark);
}

/** Whether a code was in force on a day (`YYYY-MM-DD`). */
export function holdsOn(code: Code, date: string): boolean {
  return (code.from === null || date >= code.from) && (code.to === null || date <= code.to);
}

/** What a code meant on a day. Before its first and after its last day: its nearest wording. */
export function meaningOn(code: Code, date: string): string {
  const wording = code.meanings.find(({ to }) => to === null || date <= to);
  return (wording ?? code.meanings.at(-1)!).meaning;
}

/** What a stored mark counts as: nothing, or one of three. */
export const ATTENDED = 1;
export const AUTHORISED = 2;
export const UNAUTHORISED = 3;

/** What a stored mark counts as, by its character code or any byte: for where every session of a school is read. */
export const KIND_OF_MARK = new Uint8Array(256);
for (const { mark, category } of CODES) {
  const kind = {
    present: ATTENDED,
    'approved-educational-activity': ATTENDED,
    authorised: AUTHORISED,
    unauthorised: UNAUTHORISED,
  };
  KIND_OF_MARK[mark.charCodeAt(0)] = kind[category as keyof typeof kind] ?? 0;
}

/** What the mark with this character code counts as; 0 for a session that is not possible, or has no mark that can be read. */
export const kindOfMark = (character: number): number => (character > 255 ? 0 : KIND_OF_MARK[character]!);

/** Counts a run of stored marks, of any length. `.`, `?` and codes that are not possible sessions count nowhere. */
export function countsOf(marks: string): Counts {
  let [attended, authorised, unauthorised] = [0, 0, 0];
  // Called for every pupil and week of a nation: a table by character code, no objects but the result.
  for (let index = 0; index < marks.length; index++) {
    const character = marks.charCodeAt(index);
    if (character > 255) continue;
    const kind = KIND_OF_MARK[character]!;
    if (kind === ATTENDED) attended++;
    else if (kind === AUTHORISED) authorised++;
    else if (kind === UNAUTHORISED) unauthorised++;
  }
  return { attended, authorised, unauthorised };
}

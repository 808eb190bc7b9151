import { packCounts, unpackCounts } from '../tallies/packed-counts.ts';
import type { Category } from './code.ts';

/**
 * Stands for Y5 and Y7 alike where a viewer has no right to see sensitive items. Never stored, and no code's form: Y5 (in
 * criminal justice detention) alone under a name of its own would be told by that name, so Y7 (other unavoidable cause) shares it.
 */
export const HIDDEN_MARK = '~';

/** The stored forms of Y5 and Y7. */
export const HIDDEN_TOGETHER: readonly string[] = ['w', 'y'];

/** How the two are shown together. */
export const HIDDEN_DISPLAY: { readonly code: string; readonly meaning: string; readonly category: Category } = {
  code: 'Y',
  meaning: 'Unable to attend: reason not shown',
  category: 'not-possible',
};

/** A run of stored marks, of any length, in which Y5 and Y7 cannot be told apart. Both count nowhere, before and after. */
export const hideSensitive = (marks: string): string => marks.replace(/[wy]/g, HIDDEN_MARK);

/** Packed counts by code (one text, or several that add up) in which Y5 and Y7 are one. */
export function hideSensitiveCounts(packed: string): string {
  const counts = new Map<string, number>();
  for (const [mark, count] of unpackCounts(packed)) {
    const shown = hideSensitive(mark);
    counts.set(shown, (counts.get(shown) ?? 0) + count);
  }
  return packCounts(counts);
}

/** What a mark was before it was replaced, at one place in a register. */
interface Change {
  readonly week: string;
  readonly session: number;
  readonly was: string;
}

/**
 * Changes of one pupil's marks in which Y5 and Y7 cannot be told apart: one that turned either into the other is no change any
 * more, and is left out.
 * @param changes by week and session, oldest first within a session
 * @param weeks the register as it stands: what the last change of a session led to
 */
export function hideSensitiveChanges<T extends Change>(
  changes: readonly T[],
  weeks: readonly { readonly week: string; readonly marks: string }[],
): T[] {
  const marks = new Map(weeks.map((week) => [week.week, week.marks]));
  return changes.flatMap((change, index) => {
    const next = changes[index + 1];
    const isReplaced = next?.week === change.week && next.session === change.session;
    const became = isReplaced ? next.was : (marks.get(change.week)?.[change.session] ?? '');
    const was = hideSensitive(change.was);
    return was === HIDDEN_MARK && hideSensitive(became) === HIDDEN_MARK ? [] : [{ ...change, was }];
  });
}

type Detail = Readonly<Record<string, string | number>>;

/**
 * The detail of an issue in which Y5 and Y7 cannot be told apart: a code written in any way becomes `Y`; where one of the two
 * stored marks of a change is either, neither mark is given, since `Y` to `Y` would tell that one was Y5.
 */
export function hideSensitiveDetail(detail: Detail): Detail {
  const { was, now, ...others } = detail;
  const isHidden = [was, now].some((mark) => HIDDEN_TOGETHER.includes(String(mark)));
  const shown = isHidden ? others : detail;
  return Object.fromEntries(
    Object.entries(shown).map(([key, value]) => [
      key,
      key === 'code' && typeof value === 'string' ? hideInText(value) : value,
    ]),
  );
}

/** Text of a source that names either code: `Y5`, `y 05`, `Y5-custody`. */
const hideInText = (text: string): string => (/^\W*y\W*0*[57](?!\d)/i.test(text) ? HIDDEN_DISPLAY.code : text);

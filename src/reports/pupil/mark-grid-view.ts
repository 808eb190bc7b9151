import { NO_MARK } from '../../domain/codes/codes.ts';
import { addDays, daysBetween, type Half, sessionAt } from '../../domain/sessions/dates.ts';
import { inShort, rangeInWords, sessionInWords } from '../../domain/sessions/in-words.ts';
import { categoryName, describeMark } from '../code-rows.ts';
import type { PupilWeek } from './query.ts';

/** A pupil's register drawn as it is on paper: one row a week, two marks a day. */
export interface MarkGridView {
  readonly caption: string;
  readonly days: readonly string[];
  readonly halves: readonly { readonly text: string; readonly startsDay: boolean }[];
  readonly rows: readonly MarkRow[];
  readonly key: readonly {
    readonly code: string;
    readonly category: string;
    readonly meaning: string;
    readonly countsAs: string;
  }[];
}

interface MarkRow {
  readonly head: string;
  /** Null for a week without any mark. */
  readonly cells: readonly MarkCell[] | null;
  readonly nothing: string;
}

interface MarkCell {
  readonly text: string;
  /** Class of its colour; the letter says the same. */
  readonly category: string;
  readonly title: string;
  /** What a screen reader says in place of the sign. */
  readonly spoken: string;
  readonly startsDay: boolean;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Lays out a pupil's weeks, from the first with a mark to the last, newest first. Weekends appear only when they have a mark. */
export function viewMarkGrid(weeks: readonly PupilWeek[]): MarkGridView | null {
  const marked = weeks.filter(({ marks }) => /[^.]/.test(marks));
  const [first, last] = [marked[0]?.week, marked.at(-1)?.week];
  if (first === undefined || last === undefined) return null;
  const days = [5, 6].reduce(
    (most, day) => (marked.some(({ marks }) => /[^.]/.test(marks.slice(day * 2, day * 2 + 2))) ? day + 1 : most),
    5,
  );
  const byWeek = new Map(marked.map(({ week, marks }) => [week, marks]));
  const mondays = Array.from({ length: daysBetween(first, last) / 7 + 1 }, (_, index) => addDays(last, index * -7));
  return {
    caption: `Marks by week, ${rangeInWords(first, addDays(last, days - 1))}`,
    days: DAYS.slice(0, days),
    halves: Array.from({ length: days * 2 }, (_, index) => ({
      text: index % 2 === 0 ? 'AM' : 'PM',
      startsDay: index % 2 === 0,
    })),
    rows: mondays.map((week) => rowOf(week, byWeek.get(week), days)),
    key: keyOf(marked),
  };
}

function rowOf(week: string, marks: string | undefined, days: number): MarkRow {
  const head = inShort(week);
  if (marks === undefined) return { head, cells: null, nothing: 'No marks' };
  return { head, nothing: '', cells: [...marks.slice(0, days * 2)].map((mark, index) => cellOf(week, mark, index)) };
}

function cellOf(week: string, mark: string, index: number): MarkCell {
  const { date, half } = sessionAt(week, index);
  const when = sessionInWords(date, half satisfies Half);
  if (mark === NO_MARK)
    return { text: '·', category: 'missing', title: '', spoken: 'No mark', startsDay: index % 2 === 0 };
  const { code, meaning, category } = describeMark(mark, date);
  return {
    text: code,
    category,
    title: `${when}: ${meaning}`,
    spoken: /^[A-Z0-9]+$/.test(code) ? `${code}, ${meaning}` : meaning,
    startsDay: index % 2 === 0,
  };
}

/** Every code that occurs, explained once, in the wording of its last day here. */
function keyOf(weeks: readonly PupilWeek[]) {
  const lastDay = new Map<string, string>();
  for (const { week, marks } of weeks)
    for (const [index, mark] of [...marks].entries())
      if (mark !== NO_MARK) lastDay.set(mark, sessionAt(week, index).date);
  const order = [
    'present',
    'approved-educational-activity',
    'authorised',
    'unauthorised',
    'not-possible',
    'administrative',
    'missing',
  ];
  return [...lastDay]
    .map(([mark, date]) => describeMark(mark, date))
    .sort((a, b) => order.indexOf(a.category) - order.indexOf(b.category) || (a.code < b.code ? -1 : 1))
    .map(({ code, meaning, category }) => ({ code, category, meaning, countsAs: categoryName(category) }));
}

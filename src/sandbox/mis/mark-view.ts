import type { Spell } from '../schools/people.ts';
import { TEXTS } from './code-mix.ts';
import { londonDayOf } from './days.ts';
import type { Timeline } from './timeline.ts';
import { MANY, NEVER, type YearSheet } from './year-sheet.ts';

const TWIN = 1 << 28;
const PREVIOUS = 1 << 29;
/** All marks that one school shows at one minute, in order of year, day, half and pupil. */
export interface MarkView {
  readonly minute: number;
  /** The academic year before and the one of `minute`. */
  readonly sheets: readonly [YearSheet, YearSheet];
  /** Where each row is: its sheet and slot, and whether it is the second row of its session. */
  readonly rows: Int32Array;
  /** When each row was last changed, in minutes since 1970. */
  readonly changedAt: Int32Array;
  readonly count: number;
}

/** One row of a view, spelt out. */
export interface MarkRow {
  readonly sheet: YearSheet;
  readonly slot: number;
  readonly twin: boolean;
  readonly spell: Spell;
  readonly day: number;
  readonly half: number;
  readonly text: string;
  readonly createdAt: number;
  readonly changedAt: number;
}

/** The mark at a minute: its text and when it was set; null when there is none. */
export function stateAt(line: Timeline, minute: number): { text: string; at: number } | null {
  let found: Timeline[number] | undefined;
  for (const event of line) if (event[0] <= minute) found = event;
  return found === undefined || found[1] === null ? null : { text: found[1], at: found[0] };
}

/** All events of a slot, in order; none if no mark is ever made. */
export function timelineAt(sheet: YearSheet, slot: number): Timeline {
  if (sheet.at[slot] === NEVER) return [];
  return sheet.text[slot] === MANY ? sheet.lines.get(slot)! : [[sheet.at[slot]!, TEXTS[sheet.text[slot]!]!]];
}

/** About one row in 700 has a second one for the same session, with another id. */
const hasTwin = (school: number, startYear: number, slot: number): boolean =>
  (Math.imul(slot + school * 7919 + startYear * 104_729, 0x9e3779b1) >>> 0) % 701 === 0;

/** Looks at a school's marks at a minute, as its MIS shows them then. */
export function lookAt(
  sheets: readonly [YearSheet, YearSheet],
  minute: number,
  of: 'current' | 'leavers',
  school: number,
): MarkView {
  const today = londonDayOf(minute);
  const most = sheets[0].at.length + sheets[1].at.length;
  let rows = new Int32Array(Math.max(16, Math.ceil(most * 1.01) + 16));
  let changedAt = new Int32Array(rows.length);
  let count = 0;
  for (const [place, sheet] of sheets.entries()) {
    const wanted = sheet.spells.map((each) => each.from <= today && (of === 'leavers') === each.to < today);
    const { at, text } = sheet;
    const width = wanted.length;
    const base = place === 0 ? PREVIOUS : 0;
    let pupil = 0;
    for (let slot = 0; slot < at.length; slot++) {
      const mine = wanted[pupil]!;
      if (++pupil === width) pupil = 0;
      if (!mine || at[slot]! > minute) continue;
      let changed = at[slot]!;
      if (text[slot] === MANY) {
        const state = stateAt(sheet.lines.get(slot)!, minute);
        if (state === null) continue;
        changed = state.at;
      }
      if (hasTwin(school, sheet.startYear, slot)) {
        rows[count] = base | TWIN | slot;
        changedAt[count++] = changed;
      }
      rows[count] = base | slot;
      changedAt[count++] = changed;
    }
  }
  rows = rows.slice(0, count);
  changedAt = changedAt.slice(0, count);
  return { minute, sheets, rows, changedAt, count };
}

/** The place of the first row on or after a day: rows are in order of days. The number of rows if there is none. */
export function placeOf(view: MarkView, day: number): number {
  let [low, high] = [0, view.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rowAt(view, middle).day < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Spells out the row at a place of a view. */
export function rowAt(view: MarkView, position: number): MarkRow {
  const place = view.rows[position]!;
  const sheet = view.sheets[place & PREVIOUS ? 0 : 1];
  const slot = place & (TWIN - 1);
  const line = timelineAt(sheet, slot);
  const state = stateAt(line, view.minute)!;
  const width = sheet.spells.length;
  const session = Math.floor(slot / width);
  return {
    sheet,
    slot,
    twin: (place & TWIN) !== 0,
    spell: sheet.spells[slot % width]!,
    day: sheet.days[session >> 1]!,
    half: session & 1,
    text: state.text,
    createdAt: line[0]![0],
    changedAt: state.at,
  };
}

/** The text of a mark's very first event, which a second row keeps when rows carry the time of their last change. */
export function firstText(row: MarkRow): string {
  return timelineAt(row.sheet, row.slot)[0]![1] ?? row.text;
}

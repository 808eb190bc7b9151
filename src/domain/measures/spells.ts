import { ATTENDED, KIND_OF_MARK } from '../codes/codes.ts';
import { absentIn, possibleIn } from '../register/week-sums.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/** A run of a pupil's consecutive possible sessions missed. Places are those of the marks, 14 a week. */
export interface Spell {
  readonly first: number;
  readonly last: number;
  readonly sessions: number;
  /** Every session of it is illness (I). */
  readonly isIllness: boolean;
  /** No possible session was attended after it. */
  readonly isOpen: boolean;
}

/** Lengths that spells are counted by, in sessions. */
export const SPELL_LENGTHS: readonly { readonly key: string; readonly from: number; readonly to: number }[] = [
  { key: '1', from: 1, to: 1 },
  { key: '2', from: 2, to: 2 },
  { key: '3-4', from: 3, to: 4 },
  { key: '5-10', from: 5, to: 10 },
  { key: '11-20', from: 11, to: 20 },
  { key: '21+', from: 21, to: Number.POSITIVE_INFINITY },
];

/** The longest spell that is short, in sessions: two days. */
export const SHORT_SPELL = 4;
/** So many short spells of illness are repeated ones. */
export const REPEATED_SPELLS = 3;

const I = 'I'.charCodeAt(0);

/**
 * The spells of a run of marks. What is no possible session (weekends, holidays, codes such as X or D, no mark) neither breaks a
 * spell nor counts in it.
 * @param marks as text, or as the character codes of `PupilYear`
 * @param weeks what the weeks of the marks come to, where that is known: weeks without an absence are then passed over
 * @param from,to places of the marks, `to` not among them: a spell that reaches over either counts with its part within
 */
export function spellsOf(
  marks: string | Uint8Array,
  from = 0,
  to = marks.length,
  weeks: Int32Array | null = null,
): Spell[] {
  const spells: Spell[] = [];
  let [first, last, sessions, ill] = [0, 0, 0, 0];
  const bytes = typeof marks === 'string' ? Buffer.from(marks, 'latin1') : marks;
  const end = Math.min(to, bytes.length);
  for (let place = from; place < end; place++) {
    const sum = weeks !== null && place % SESSIONS_A_WEEK === 0 ? weeks[place / SESSIONS_A_WEEK]! : null;
    // In a week without an absence a spell can only have ended.
    if (sum !== null && absentIn(sum) === 0 && (sessions === 0 || possibleIn(sum) === 0)) {
      place += SESSIONS_A_WEEK - 1;
      continue;
    }
    const character = bytes[place]!;
    const kind = KIND_OF_MARK[character];
    if (!kind) continue;
    if (kind === ATTENDED) {
      if (sessions > 0) spells.push({ first, last, sessions, isIllness: ill === sessions, isOpen: false });
      [sessions, ill] = [0, 0];
      continue;
    }
    if (sessions++ === 0) first = place;
    last = place;
    if (character === I) ill++;
  }
  if (sessions > 0) spells.push({ first, last, sessions, isIllness: ill === sessions, isOpen: true });
  return spells;
}

/** The pupil's short spells of illness; empty unless they are repeated. */
export function repeatedShortIllness(spells: readonly Spell[]): Spell[] {
  const short = spells.filter(({ sessions, isIllness }) => isIllness && sessions <= SHORT_SPELL);
  return short.length >= REPEATED_SPELLS ? short : [];
}

import { ATTENDED, KIND_OF_MARK } from '../codes/codes.ts';
import type { PupilYear } from '../register/school-year.ts';
import { isPresentWeek, markedPlaces, possibleIn } from '../register/week-sums.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

/** A pupil's marks of an academic year, and the year group that the pupil is in now. */
export interface PupilMarks extends Pick<PupilYear, 'pupil' | 'bytes' | 'weeks'> {
  readonly yearGroup: string;
}

/** A pupil's possible sessions of a year, in order. */
export interface PupilSessions {
  pupil: number;
  /** The year's marks. */
  bytes: Uint8Array;
  /** Those of the academic year before; empty when there are none. */
  bytesBefore: Uint8Array;
  /** How many possible sessions. The arrays below are longer: they are used again for the next pupil. */
  possible: number;
  /** The place of each in the year's marks. */
  readonly places: Uint16Array;
  /** How many of the first so many were missed: `missed[possible]` is all of them. */
  readonly missed: Uint16Array;
}

/** Room for 54 weeks, with both sessions of all seven days: more than any academic year has. */
export const ROOM = 54 * 14;

const NOTHING = new Uint8Array();

/** Makes what `readSessions` fills: one for all pupils of a school, so that none is thrown away after each. */
export const emptySessions = (): PupilSessions => ({
  pupil: 0,
  bytes: NOTHING,
  bytesBefore: NOTHING,
  possible: 0,
  places: new Uint16Array(ROOM),
  missed: new Uint16Array(ROOM + 1),
});

/** Puts one pupil's possible sessions in place of whoever's stood there. */
export function readSessions(
  into: PupilSessions,
  { pupil, bytes, weeks }: PupilMarks,
  bytesBefore: Uint8Array = NOTHING,
): PupilSessions {
  const { places, missed } = into;
  let [possible, absent] = [0, 0];
  for (let week = 0; week < weeks.length; week++) {
    const sum = weeks[week]!;
    if (possibleIn(sum) === 0) continue;
    const first = week * SESSIONS_A_WEEK;
    const end = Math.min(first + markedPlaces(sum), bytes.length);
    if (isPresentWeek(sum)) {
      for (let place = first; place < end; place++) {
        places[possible++] = place;
        missed[possible] = absent;
      }
      continue;
    }
    for (let place = first; place < end; place++) {
      const kind = KIND_OF_MARK[bytes[place]!];
      if (!kind) continue;
      places[possible++] = place;
      if (kind !== ATTENDED) absent++;
      missed[possible] = absent;
    }
  }
  into.pupil = pupil;
  into.bytes = bytes;
  into.bytesBefore = bytesBefore;
  into.possible = possible;
  return into;
}

/** How many of a pupil's possible sessions lie before a place. */
export function sessionsBefore({ places, possible }: PupilSessions, place: number): number {
  let [low, high] = [0, possible];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a pupil's possible session counts as, by its number from 0. */
export const kindOf = ({ bytes, places }: PupilSessions, session: number): number =>
  KIND_OF_MARK[bytes[places[session]!]!]!;

/** Whether a pupil's possible session was missed, by its number from 0. */
export const isMissed = ({ missed }: PupilSessions, session: number): boolean =>
  missed[session + 1]! > missed[session]!;

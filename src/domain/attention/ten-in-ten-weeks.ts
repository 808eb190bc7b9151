import { KIND_OF_MARK, UNAUTHORISED } from '../codes/codes.ts';
import { academicYearOf } from '../sessions/academic-year.ts';
import { addDays } from '../sessions/dates.ts';
import { sessionsBefore } from './pupil-sessions.ts';
import type { AttentionRule, Found } from './rule.ts';
import { dateOfPlace, latestPlaces, SCHOOL_WEEKS } from './school-so-far.ts';

export interface TenInTenWeeks extends Found {
  readonly sessions: number;
  /** Of them, with no reason established yet (N). */
  readonly withoutReason: number;
  readonly first: string;
}

const SESSIONS = 10;
const N = 'N'.charCodeAt(0);

export const tenInTenWeeks: AttentionRule<'ten-in-ten-weeks', TenInTenWeeks> = {
  id: 'ten-in-ten-weeks',
  title: '10 unauthorised sessions in 10 school weeks',
  nobody: `Nobody has missed ${SESSIONS} sessions without authorisation in ${SCHOOL_WEEKS} school weeks.`,
  sentence: `${SESSIONS} or more sessions of G, N, O or U in the last ${SCHOOL_WEEKS} school weeks, this one among them. Weeks in which the school was not open are skipped; weeks of the academic year before count too.`,
  source:
    'The threshold at which a school must consider a penalty notice (Working together to improve school attendance, August 2024). Some local authorities leave N out, so it is given beside. Sessions at another school are not seen here.',
  evaluate(pupil, school) {
    const { from, fromBefore } = school.tenWeeks;
    // Most pupils have not missed so many sessions at all.
    const missed = pupil.missed[pupil.possible]! - pupil.missed[sessionsBefore(pupil, from)]!;
    if (fromBefore === null && missed < SESSIONS) return null;
    const now = countUnauthorised(pupil.bytes, from);
    const before = countUnauthorised(pupil.bytesBefore, fromBefore ?? pupil.bytesBefore.length);
    const sessions = now.sessions + before.sessions;
    if (sessions < SESSIONS) return null;
    const first =
      before.sessions > 0 ? addDays(startBefore(school.start), before.first >> 1) : dateOfPlace(school, now.first);
    const stretch = { from, to: latestPlaces(school, 1).to };
    return { sessions, withoutReason: now.withoutReason + before.withoutReason, first, stretch };
  },
  urgency: ({ sessions }) => sessions,
};

function countUnauthorised(
  bytes: Uint8Array,
  from: number,
): { sessions: number; withoutReason: number; first: number } {
  let [sessions, withoutReason, first] = [0, 0, -1];
  for (let place = from; place < bytes.length; place++) {
    const character = bytes[place]!;
    if (KIND_OF_MARK[character] !== UNAUTHORISED) continue;
    sessions++;
    if (first < 0) first = place;
    if (character === N) withoutReason++;
  }
  return { sessions, withoutReason, first };
}

const startBefore = (start: string): string => academicYearOf(addDays(start, -7)).start;

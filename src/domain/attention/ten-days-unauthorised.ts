import { UNAUTHORISED } from '../codes/codes.ts';
import { kindOf } from './pupil-sessions.ts';
import type { AttentionRule, Found } from './rule.ts';
import { dateOfPlace, latestPlaces } from './school-so-far.ts';

export interface TenDays extends Found {
  readonly days: number;
  readonly sessions: number;
  readonly first: string;
}

const DAYS = 10;

export const tenDaysUnauthorised: AttentionRule<'ten-days-unauthorised', TenDays> = {
  id: 'ten-days-unauthorised',
  title: '10 school days in a row unauthorised',
  nobody: `Nobody has been absent without authorisation for ${DAYS} school days in a row.`,
  sentence: `On the last ${DAYS} or more school days on which the pupil could attend, every possible session is unauthorised (G, N, O or U), up to the pupil’s latest possible session.`,
  source:
    'Schools tell the local authority about 10 continuous school days of unauthorised absence (The School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13).',
  evaluate(pupil, school) {
    let [days, day, sessions, first] = [0, -1, 0, pupil.possible];
    // Backwards, a day at a time: a day counts when none of its possible sessions is anything else.
    for (let session = pupil.possible - 1; session >= 0; session--) {
      if (kindOf(pupil, session) !== UNAUTHORISED) {
        if (pupil.places[session]! >> 1 === day) {
          days--;
          while (first < pupil.possible && pupil.places[first]! >> 1 === day) first++;
        }
        break;
      }
      if (pupil.places[session]! >> 1 !== day) days++;
      day = pupil.places[session]! >> 1;
      first = session;
    }
    if (days < DAYS) return null;
    sessions = pupil.possible - first;
    const from = pupil.places[first]!;
    return { days, sessions, first: dateOfPlace(school, from), stretch: { from, to: latestPlaces(school, 1).to } };
  },
  urgency: ({ days }) => days,
};

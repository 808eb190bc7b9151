import type { PupilSessions } from './pupil-sessions.ts';
import { type AttentionRule, type Found, LAST_SESSIONS } from './rule.ts';
import { latestPlaces } from './school-so-far.ts';

export interface Illness extends Found {
  readonly sessions: number;
  /** The most possible sessions of illness in a row. */
  readonly longest: number;
}

const DAYS = 15;
const I = 'I'.charCodeAt(0);

export const illness15Days: AttentionRule<'illness-15-days', Illness> = {
  id: 'illness-15-days',
  title: '15 days of illness',
  nobody: `Nobody has missed ${DAYS} days through illness this year.`,
  sentence: `${2 * DAYS} or more sessions of illness (I) this year, in a row or not. The longest run of possible sessions of illness is given beside.`,
  source:
    'Schools tell the local authority about pupils who will miss 15 days through illness (The School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13). That days apart count together is Rollcall’s reading.',
  evaluate(pupil, school) {
    const missed = pupil.missed[pupil.possible]!;
    if (missed < 2 * DAYS) return null;
    const { sessions, longest } = countIllness(pupil);
    return sessions < 2 * DAYS ? null : { sessions, longest, stretch: latestPlaces(school, LAST_SESSIONS) };
  },
  urgency: ({ sessions }) => sessions,
};

function countIllness({ bytes, places, possible }: PupilSessions): { sessions: number; longest: number } {
  let [sessions, longest, run] = [0, 0, 0];
  for (let session = 0; session < possible; session++) {
    if (bytes[places[session]!] !== I) {
      run = 0;
      continue;
    }
    sessions++;
    if (++run > longest) longest = run;
  }
  return { sessions, longest };
}

import { type AttentionRule, type Found, LAST_SESSIONS, NEWLY_DAYS } from './rule.ts';
import { dateOfPlace, latestPlaces } from './school-so-far.ts';

export interface Unexplained extends Found {
  readonly sessions: number;
  readonly oldest: string;
}

const N = 'N'.charCodeAt(0);

export const unexplainedN: AttentionRule<'unexplained-n', Unexplained> = {
  id: 'unexplained-n',
  title: 'No reason established after 5 school days',
  nobody: `No mark has been N for more than ${NEWLY_DAYS} school days.`,
  sentence: `A session is still N (reason not yet established) more than ${NEWLY_DAYS} school days after it.`,
  source:
    'A school should replace N as soon as it knows the reason, and no later than 5 school days after the session (Working together to improve school attendance, August 2024).',
  evaluate({ bytes }, school) {
    const day = school.days[school.days.length - 1 - NEWLY_DAYS];
    if (day === undefined) return null;
    const end = day * 2;
    const oldest = bytes.indexOf(N);
    if (oldest < 0 || oldest >= end) return null;
    let sessions = 0;
    for (let place = oldest; place >= 0 && place < end; place = bytes.indexOf(N, place + 1)) sessions++;
    return { sessions, oldest: dateOfPlace(school, oldest), stretch: latestPlaces(school, LAST_SESSIONS) };
  },
  urgency: ({ sessions }) => sessions,
};

import { addDays } from '../../domain/sessions/dates.ts';
import { inWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { schoolDays } from '../../domain/sessions/school-days.ts';
import { countText } from '../figures.ts';
import { momentText, sinceText } from '../times.ts';
import type { FreshnessFacts, RunFacts } from './query.ts';

/** The line about the age of the data that stands at the top of a school's pages. */
export interface FreshnessView {
  readonly text: string;
  /** What the reader should know before trusting the figures; null when all is well. */
  readonly warning: string | null;
  /** `as known at 4.35pm on Monday 23 November 2026`; null before the first success. */
  readonly asKnown: string | null;
}

/** Says of which day the characteristics of the first weeks are: a source tells only what they are now. */
export const firstCharacteristics = (firstCollected: Date): string =>
  `The first collection, on ${inWords(londonDate(firstCollected))}, used each pupil’s characteristics of that day, such as the year group, for all earlier weeks of the academic year. Later changes count from when they are collected, not backwards.`;

/** Says how old the data are, and warns when a school day has passed since, or the last run failed. */
export function viewFreshness(facts: FreshnessFacts, now: Date): FreshnessView {
  const { last, lastSucceeded } = facts;
  if (!lastSucceeded)
    return { text: 'Nothing has been collected from this school yet.', warning: waiting(last, now), asKnown: null };
  return {
    text: `Last collected ${sinceText(lastSucceeded.startedAt, now)}: ${lastSucceeded.complete ? 'complete' : 'changes since the collection before'}.`,
    warning: warn(facts, lastSucceeded, now),
    asKnown: `as known at ${momentText(lastSucceeded.startedAt)}`,
  };
}

function waiting(last: RunFacts | null, now: Date): string | null {
  if (!last) return null;
  if (last.outcome === 'running')
    return `The first collection started ${sinceText(last.startedAt, now)} and is still running.`;
  return `The first collection, ${sinceText(last.startedAt, now)}, ${last.outcome === 'stopped' ? 'was stopped' : 'failed'}. It will be tried again.`;
}

function warn({ last }: FreshnessFacts, succeeded: RunFacts, now: Date): string | null {
  const missed = schoolDaysSince(londonDate(succeeded.startedAt), londonDate(now));
  const sentences: string[] = [];
  if (last && last.startedAt > succeeded.startedAt && (last.outcome === 'failed' || last.outcome === 'stopped'))
    sentences.push(
      `The last collection, ${sinceText(last.startedAt, now)}, ${last.outcome === 'failed' ? 'failed' : 'was stopped'}.`,
    );
  if (missed > 0) sentences.push(`No collection has succeeded for more than ${countText(missed, 'school day')}.`);
  if (sentences.length > 0) sentences.push('The figures may be out of date.');
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** Whole school days that have passed between two days, neither of them counted. School holidays are not known here. */
const schoolDaysSince = (day: string, today: string): number =>
  day < today ? schoolDays(addDays(day, 1), addDays(today, -1)).length : 0;

import type { KeptStep } from '../../../agreement/read-operator-school.ts';
import { THROUGH_WORDS } from '../../../domain/agreement/in-words.ts';
import { inShort } from '../../../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../../../domain/sessions/london.ts';
import { timeText } from '../../../reports/times.ts';
import { stateText, stepText } from '../operator-schools/words.ts';

/** The history of a school's agreement, the last event first. */
export function viewHistory(history: readonly KeptStep[], schoolName: string, root: string) {
  return history.toReversed().map((step) => ({
    number: String(step.event),
    when: whenText(step.at),
    what: stepText(step.kind),
    states: step.was === step.state ? stateText(step.state) : `${stateText(step.was)} → ${stateText(step.state)}`,
    who: whoText(step, schoolName),
    // Who did it says so already.
    through: step.through === 'operator' ? null : `Through ${THROUGH_WORDS[step.through]}`,
    details: detailsOf(step),
    wording: step.wording === null ? null : { text: 'Read what was agreed to', href: wordingHref(root, step.wording) },
  }));
}

/** `23 Nov 2026, 9.30am`, London. */
export const whenText = (at: Date): string => `${inShort(londonDate(at))}, ${timeText(londonTime(at))}`;

/** Where on the page of wordings one stands. */
export const wordingHref = (root: string, wording: string): string => `${root}/wording#${wordingId(wording)}`;
export const wordingId = (wording: string): string => `wording-${wording.slice(0, 12)}`;

/** `Ann Head, for Heron`; null for what no person has done. */
export function whoText({ name, person, organisation }: KeptStep, schoolName: string): string | null {
  const who = name ?? (person === null ? null : 'Someone without a name');
  if (who === null) return organisation === 'operator' ? 'The operator of this service' : null;
  if (organisation === null) return who;
  if (organisation === 'operator') return `${who}, for the operator of this service`;
  return `${who}, for ${organisation.startsWith('school:') ? schoolName : organisation}`;
}

const DETAILS: Readonly<Record<string, string>> = {
  reason: 'Reason',
  successors: 'Schools that came after, by URN',
};

const detailsOf = ({ detail }: KeptStep): string[] =>
  Object.entries(detail).map(([name, value]) => `${DETAILS[name] ?? name}: ${value}`);

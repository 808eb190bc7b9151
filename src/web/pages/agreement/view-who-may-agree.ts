import { rightWords } from '../../../access/rights/right-words.ts';
import { eitherOf } from '../rights/waiting-words.ts';
import type { AgreementPageFacts, Link } from './agreement-page-facts.ts';

/** For somebody of the school without the right: who may agree and stop, and how to ask for the right. */
export function viewWhoMayAgree({
  viewer,
  deciders,
  agreement,
}: Pick<AgreementPageFacts, 'viewer' | 'deciders' | 'agreement'>): {
  readonly paragraphs: readonly string[];
  readonly link: Link;
} {
  const right = rightWords('agree', '');
  const who = viewer.approver
    ? 'You decide requests of your school, so you can ask for it and decide yourself.'
    : deciders.length > 0
      ? `It is given by ${eitherOf(deciders)}.`
      : 'It is given by the people who run this service, since nobody at your school decides requests yet.';
  return {
    paragraphs: [
      `Only people with the right “${right}” may agree for ${agreement.school.name}, pause or stop. You do not hold it. ${who}`,
    ],
    link: { text: 'Ask for the right', href: '/rights' },
  };
}

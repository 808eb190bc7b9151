import type { Draft, Setting } from './message.ts';
import { aboutWhom, asOperator, howToDecide, overdueDay, type RequestFacts, whatIsAsked } from './request-words.ts';

/** Someone asks for a right: to the approvers, or to the operators where there are none. */
export function rightAsked(facts: RequestFacts, setting: Setting): Draft {
  const decide =
    setting.audience === 'operators'
      ? asOperator(facts)
      : `You get this mail because you decide requests there. Please decide before ${overdueDay(facts)}: on that day the request is overdue, and those who run the service are told.`;
  return {
    subject: `Please decide a request: ${aboutWhom(facts)}`,
    paragraphs: [...whatIsAsked(facts), decide, ...howToDecide(facts, setting)],
  };
}

import type { Draft, Setting } from './message.ts';
import { aboutWhom, asOperator, howToDecide, overdueDay, type RequestFacts, whatIsAsked } from './request-words.ts';

/** A request still waits, the day before it is overdue. */
export function rightReminder(facts: RequestFacts, setting: Setting): Draft {
  return {
    subject: `Reminder, a request waits for you: ${aboutWhom(facts)}`,
    paragraphs: [
      `Nobody has decided this request yet. On ${overdueDay(facts)} it is overdue.`,
      ...whatIsAsked(facts),
      ...(setting.audience === 'operators' ? [asOperator(facts)] : []),
      ...howToDecide(facts, setting),
    ],
  };
}

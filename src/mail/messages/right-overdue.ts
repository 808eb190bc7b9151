import { type Draft, name, type Setting } from './message.ts';
import { aboutWhom, howToDecide, overdueDay, type RequestFacts, whatIsAsked } from './request-words.ts';

/** A request was not decided in time: to the approvers, and to the operators, who may decide it too. */
export function rightOverdue(facts: RequestFacts, setting: Setting): Draft {
  const decide =
    setting.audience === 'operators'
      ? `Nobody at ${name(facts.organisation)} has decided. Ask its approvers to, or decide yourself: then first ask the organisation, by a telephone number or an address that you found yourself, whether this person works there and needs this.`
      : 'Please decide now. Those who run the service are told too, and may decide in your place.';
  return {
    subject: `Overdue, a request waits: ${aboutWhom(facts)}`,
    paragraphs: [
      `This request should have been decided before ${overdueDay(facts)}.`,
      ...whatIsAsked(facts),
      decide,
      ...howToDecide(facts, setting),
    ],
  };
}

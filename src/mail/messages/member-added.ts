import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';

const DUTIES: Readonly<Record<FactsOf<'member-added'>['duty'], { as: string; what: string }>> = {
  member: {
    as: 'a member',
    what: 'Being a member opens nothing by itself: once you have signed in, ask there for the right that your work needs.',
  },
  approver: {
    as: 'an approver',
    what: 'An approver decides who may see its attendance data. When a colleague asks for a right you get a mail, and you approve or refuse.',
  },
  operator: {
    as: 'an operator of the service',
    what: 'An operator keeps the service running, names approvers, and decides requests that nobody else decides. An operator sees no pupil.',
  },
  analyst: {
    as: 'an analyst of the service',
    what: 'An analyst sees figures of all schools together, and no pupil and no school.',
  },
};

/** Someone was named for an organisation: to them, with how to sign in. */
export function memberAdded(facts: FactsOf<'member-added'>, { serviceName, link }: Setting): Draft {
  const { as, what } = DUTIES[facts.duty];
  const where = facts.duty === 'member' || facts.duty === 'approver' ? ` of ${name(facts.organisation)}` : '';
  return {
    subject: `You are now ${as}${where}`,
    paragraphs: [
      `${name(facts.by)} has named you ${as}${where} in ${name(serviceName)}.`,
      what,
      `To begin, sign in with the account that has the e-mail address to which this mail came. There is no password to set here:\n${link(LINKS.start)}`,
      `If this makes no sense to you, do nothing, and tell ${name(facts.by)}.`,
    ],
  };
}

import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';

const DUTIES: Readonly<Record<FactsOf<'member-added'>['duty'], { as: string; what: string }>> = {
  member: {
    as: 'a member',
    what: 'Being a member opens nothing by itself: once you have signed in, ask there for the role or the right that your work needs.',
  },
  approver: {
    as: 'an approver',
    what: 'An approver decides who may see its attendance data. When a colleague asks for the role or a right you get a mail, and you approve or refuse.',
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

/** By whom facts say that it was done when it was no named person, but whoever set the service up, at its command line. */
const NOBODY_NAMED = 'the operator of the service';

/** Someone was named for an organisation: to them, with how to sign in. */
export function memberAdded(facts: FactsOf<'member-added'>, { serviceName, link }: Setting): Draft {
  const { as, what } = DUTIES[facts.duty];
  const service = name(serviceName);
  const staff = facts.duty === 'operator' || facts.duty === 'analyst';
  const whole = staff ? `${as} ${service}` : `${as} of ${name(facts.organisation)} in ${service}`;
  const named = facts.by !== NOBODY_NAMED;
  return {
    subject: `You are now ${as}${staff ? '' : ` of ${name(facts.organisation)}`}`,
    paragraphs: [
      named ? `${name(facts.by)} has named you ${whole}.` : `You have been named ${whole}.`,
      what,
      `To begin, sign in with the account that has the e-mail address to which this mail came. There is no password to set here:\n${link(LINKS.start)}`,
      `If this makes no sense to you, do nothing, and tell ${named ? name(facts.by) : `whoever set up ${service} where you work`}.`,
    ],
  };
}

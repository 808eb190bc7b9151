import { placeOf } from '../../../access/entitlements.ts';
import type { Door } from '../../../access/person.ts';
import type { Member } from '../../../access/rights/read-members.ts';
import type { OrganisationRights } from '../../../access/rights/read-organisation-rights.ts';
import type { RoleFacts } from '../../page.ts';
import { DOOR_NAMES } from '../error/refusal.ts';
import type { Notice } from '../rights/take-notice.ts';
import { article, type Place, type RefusedPerson, viewHolders, viewPeople } from './view-people.ts';
import { viewRequests } from './view-requests.ts';

export interface ApprovalsFacts {
  readonly place: Place;
  readonly door: Door;
  readonly roles: Pick<RoleFacts, 'name' | 'places'>;
  readonly rights: OrganisationRights;
  readonly members: readonly Member[];
  readonly notice: Notice | null;
}

/** What the approvers of an organisation decide about: what waits, who holds what, who belongs to it. */
export function viewApprovals(facts: ApprovalsFacts, refused: RefusedPerson | null = null) {
  const { place, roles, rights, members, notice, door } = facts;
  const overdue = rights.requests.filter((each) => each.overdue).length;
  return {
    title: refused ? 'Error: Requests and people' : 'Requests and people',
    heading: 'Requests and people',
    organisation: place.name,
    notice,
    errors: refused ? [{ text: refused.error.text, href: `#${refused.error.field}` }] : [],
    intro: `You decide who may do what here for ${place.name}. Approve only people whom you know, for what their work needs.`,
    elsewhere:
      placeOf(roles.places, door) === 'local'
        ? null
        : `Who holds the role “${roles.name}” is decided in ${DOOR_NAMES[door]}, not here.`,
    summary: summaryOf(rights.requests.length, overdue),
    requests: viewRequests(rights.requests, roles.name, '/approvals'),
    holders: viewHolders(rights.holders, roles.name),
    people: viewPeople(members, place, refused),
    place,
    peopleIntro: peopleIntro(place, door),
  };
}

/** `3 requests wait, 1 of them overdue` */
export function summaryOf(waiting: number, overdue: number): string {
  if (waiting === 0) return 'No request waits';
  const ending = overdue === 0 ? '' : overdue === waiting ? ', overdue' : `, ${overdue} of them overdue`;
  return `${waiting === 1 ? '1 request waits' : `${waiting} requests wait`}${ending}`;
}

/** Who names the people of an organisation, by the door that they come through. */
export function peopleIntro({ name, word, duties }: Place, door: Door | null): string {
  if (duties.includes('member'))
    return `People of ${name} sign in with the account that has the e-mail address shown here. A member can ask for the role and for rights, and ${article(word)} decides.`;
  return `Who belongs to ${name} is decided in ${door === null ? 'their sign-in service' : DOOR_NAMES[door]}. Those listed here decide requests in this service.`;
}

import type { Door } from '../../../access/person.ts';
import type { Member, PeopledOrganisation } from '../../../access/rights/read-members.ts';
import type { OrganisationRights } from '../../../access/rights/read-organisation-rights.ts';
import type { FoundOrganisation } from '../../../access/rights/search-organisations.ts';
import { peopleIntro, summaryOf } from '../approvals/view-model.ts';
import { type Place, type RefusedPerson, viewHolders, viewPeople } from '../approvals/view-people.ts';
import { viewRequests } from '../approvals/view-requests.ts';
import type { Notice } from '../rights/take-notice.ts';
import { describeOrganisation } from './describe-organisation.ts';

/** Most organisations that a search shows. */
export const MOST_FOUND = 20;

const ADDRESS = '/operator/members';
const addressOf = (organisation: string) => `${ADDRESS}?organisation=${encodeURIComponent(organisation)}`;

/**
 * The page on which the operator finds an organisation.
 * @param found null before a search; one more than are shown when there are more
 */
export function viewSearch(
  searched: string,
  found: readonly FoundOrganisation[] | null,
  peopled: readonly PeopledOrganisation[],
) {
  return {
    title: 'People',
    heading: 'People of an organisation',
    address: ADDRESS,
    searched,
    summary: found === null ? null : summaryOfFound(found, searched),
    found: (found ?? []).slice(0, MOST_FOUND).map((each) => ({
      name: each.name,
      what: describeOrganisation(each),
      href: addressOf(each.key),
    })),
    staff: { text: 'Operators and analysts of this service', href: addressOf('operator') },
    peopled: {
      caption: 'Organisations with people named here',
      columns: [{ text: 'Organisation' }, { text: 'People', numeric: true }, { text: 'Approvers', numeric: true }],
      rows: peopled
        .filter(({ organisation }) => organisation !== 'operator')
        .map(({ organisation, name, members, approvers }) => ({
          head: name,
          href: addressOf(organisation),
          cells: [String(members), approvers === 0 ? '0: you decide' : String(approvers)],
        })),
    },
  };
}

function summaryOfFound(found: readonly FoundOrganisation[], searched: string): string {
  if (searched === '') return 'Enter a URN, a UID, a code or words of a name';
  if (found.length === 0) return `Nothing found for “${searched}”`;
  if (found.length > MOST_FOUND) return `The first ${MOST_FOUND} of more: add a word, or search by number`;
  return found.length === 1 ? '1 organisation found' : `${found.length} organisations found`;
}

export interface ChosenFacts {
  readonly place: Place;
  /** Such as `School`; null for the operator's own staff. */
  readonly door: Door | null;
  readonly rights: OrganisationRights;
  readonly members: readonly Member[];
  readonly roleName: string;
  readonly notice: Notice | null;
}

/** The page of one organisation: its people, who holds what, and what waits; or the operator's own staff. */
export function viewChosen(facts: ChosenFacts, refused: RefusedPerson | null = null) {
  const { place, door, rights, members, roleName, notice } = facts;
  const staff = place.organisation === 'operator';
  const heading = staff ? 'Operators and analysts' : `People of ${place.name}`;
  const overdue = rights.requests.filter((each) => each.overdue).length;
  const decided = members.some(({ duty }) => duty === 'approver');
  return {
    title: `${refused ? 'Error: ' : ''}${heading}`,
    heading,
    notice,
    errors: refused ? [{ text: refused.error.text, href: `#${refused.error.field}` }] : [],
    back: { href: ADDRESS, text: 'Back to organisations' },
    place,
    staff,
    intro: staff
      ? 'They sign in with the operator’s own accounts, by the e-mail addresses shown here. None of them sees a pupil.'
      : peopleIntro(place, door),
    warning:
      staff || decided ? null : `Nobody decides requests of ${place.name}, so they come to you. Name someone who may.`,
    people: viewPeople(members, place, refused),
    summary: summaryOf(rights.requests.length, overdue),
    requests: viewRequests(rights.requests, roleName, '/operator/requests'),
    holders: viewHolders(rights.holders, roleName),
  };
}

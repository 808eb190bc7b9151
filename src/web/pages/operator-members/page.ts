import { approverWord } from '../../../access/approver-word.ts';
import { type Doors, doorOf } from '../../../access/doors.ts';
import type { Door } from '../../../access/person.ts';
import { findOrganisation } from '../../../access/rights/find-organisation.ts';
import { readMembers, readPeopledOrganisations } from '../../../access/rights/read-members.ts';
import { readOrganisationRights } from '../../../access/rights/read-organisation-rights.ts';
import { searchOrganisations } from '../../../access/rights/search-organisations.ts';
import { operates } from '../../../access/viewer.ts';
import { withScope } from '../../../store/database.ts';
import type { Page, PageContext, PageResult } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { addAsked, removeAsked, takeAsked } from '../approvals/change-people.ts';
import type { Place, RefusedPerson } from '../approvals/view-people.ts';
import { operatorOf } from '../operator/operator-of.ts';
import { rightsPartsOf } from '../rights/rights-parts-of.ts';
import { takeNotice } from '../rights/take-notice.ts';
import { MOST_FOUND, viewChosen, viewSearch } from './view-model.ts';

const PATH = '/operator/members';

/** Finds an organisation, or, with `organisation` in the address, shows its people and what they hold. */
export const page: Page = {
  name: 'People of an organisation (operator)',
  path: PATH,
  may: operates,
  async handle(context) {
    const organisation = textOf(context, 'organisation');
    return organisation === null ? search(context) : show(context, await placeOf(context, organisation));
  },
};

/** Names a person of an organisation, or one of the operator's own staff. */
export const addPerson: Page = {
  name: 'Add a person (operator)',
  method: 'POST',
  path: PATH,
  may: operates,
  async handle(context) {
    const chosen = await placeOf(context, context.form?.['organisation'] ?? '');
    return addAsked(context, operatorOf(context), chosen.place, (refused) => show(context, chosen, refused));
  },
};

/** Removes a person of an organisation, or one of the operator's own staff. */
export const removePerson: Page = {
  name: 'Remove a person (operator)',
  method: 'POST',
  path: `${PATH}/remove`,
  may: operates,
  async handle(context) {
    const chosen = await placeOf(context, context.form?.['organisation'] ?? '');
    return removeAsked(context, operatorOf(context), chosen.place, (refused) => show(context, chosen, refused));
  },
};

/** Takes a right away, in any organisation. */
export const take: Page = {
  name: 'Take a right away (operator)',
  method: 'POST',
  path: `${PATH}/take`,
  may: operates,
  async handle(context) {
    const { place } = await placeOf(context, context.form?.['organisation'] ?? '');
    return takeAsked(context, operatorOf(context), place);
  },
};

async function search(context: PageContext): Promise<PageResult> {
  const viewer = operatorOf(context);
  const text = textOf(context, 'search');
  const searched = (text ?? '').trim().slice(0, 100);
  const found = text === null ? null : await searchOrganisations(context.database, viewer, searched, MOST_FOUND + 1);
  const peopled = await readPeopledOrganisations(context.database, viewer);
  if (peopled === null) throw new RequestRefused(404);
  return { template: 'pages/operator-members/search.njk', model: viewSearch(searched, found, peopled) };
}

interface Chosen {
  readonly place: Place;
  readonly door: Door | null;
}

async function show(
  context: PageContext,
  { place, door }: Chosen,
  refused: RefusedPerson | null = null,
): Promise<PageResult> {
  const { database, memory } = context;
  const viewer = operatorOf(context);
  const parts = rightsPartsOf(context);
  const members = await readMembers(database, viewer, place.organisation);
  const rights = await readOrganisationRights(database, viewer, place.organisation, parts);
  if (members === null || rights === null) throw new RequestRefused(404);
  const facts = { place, door, rights, members, roleName: parts.roles.name, notice: takeNotice(memory) };
  return {
    template: 'pages/operator-members/page.njk',
    model: viewChosen(facts, refused),
    status: refused ? 400 : 200,
  };
}

/** The organisation of a name in our tables, as the operator changes it. One that no list has does not exist (404). */
async function placeOf(context: PageContext, organisation: string): Promise<Chosen> {
  const viewer = operatorOf(context);
  const paths = {
    take: `${PATH}/take`,
    add: PATH,
    remove: `${PATH}/remove`,
    back: `${PATH}?organisation=${encodeURIComponent(organisation)}`,
  };
  const common = { organisation, mayEmpty: true, paths };
  if (organisation === 'operator')
    return {
      place: { ...common, name: 'this service', word: 'approver', duties: ['operator', 'analyst'] },
      door: 'oidc',
    };
  if (!/^(school|trust|authority):[0-9A-Za-z]{1,20}$/.test(organisation)) throw new RequestRefused(404);
  const found = await withScope(context.database, viewer.scope, (transaction) =>
    findOrganisation(transaction, organisation),
  );
  if (found === null) throw new RequestRefused(404);
  const door = doorFor(context.roles?.doors, found.kind);
  return {
    place: {
      ...common,
      name: found.name,
      word: approverWord(door ?? 'oidc'),
      duties: door === 'oidc' ? ['member', 'approver'] : ['approver'],
    },
    door,
  };
}

/** Null when nobody of that kind of organisation signs in. */
function doorFor(doors: Doors | undefined, kind: Parameters<typeof doorOf>[1]): Door | null {
  const door = doors ? doorOf(doors, kind) : 'none';
  return door === 'none' ? null : door;
}

function textOf({ query }: PageContext, name: string): string | null {
  const value = query[name];
  return typeof value === 'string' ? value : null;
}

import { addMember } from '../../../access/rights/add-member.ts';
import { type Duty, readMembers } from '../../../access/rights/read-members.ts';
import { readOrganisationRights } from '../../../access/rights/read-organisation-rights.ts';
import { removeMember } from '../../../access/rights/remove-member.ts';
import { isRightName, rightWords } from '../../../access/rights/right-words.ts';
import { takeRight } from '../../../access/rights/take-right.ts';
import type { Viewer } from '../../../access/viewer.ts';
import type { PageContext, PageResult } from '../../page.ts';
import { RequestRefused } from '../../request-refused.ts';
import { rightsPartsOf } from '../rights/rights-parts-of.ts';
import { redirectWith } from '../rights/take-notice.ts';
import { confirmationPage } from './view-confirmation.ts';
import { article, dutyWords, type Place, type RefusedPerson } from './view-people.ts';
import { viewRemoval, viewTaking } from './view-removal.ts';

type Show = (refused: RefusedPerson) => Promise<PageResult>;

/** Takes a right away, once it was asked again whether to. The form names `person` and `right`. */
export async function takeAsked(context: PageContext, viewer: Viewer, place: Place): Promise<PageResult> {
  const { database, form = {}, memory } = context;
  const { person = '', right = '' } = form;
  const parts = rightsPartsOf(context);
  if (!isRightName(right)) throw new RequestRefused(400);
  const known = await readOrganisationRights(database, viewer, place.organisation, parts);
  const holder = known?.holders.find((each) => each.person === person);
  if (!holder) throw new RequestRefused(404);
  const name = rightWords(right, parts.roles.name);
  const words = viewTaking({ called: holder.name, self: person === viewer.person, right, name }, place);
  if (form['confirmed'] !== 'yes')
    return confirmationPage({
      ...words,
      address: place.paths.take,
      fields: [
        { name: 'organisation', value: place.organisation },
        { name: 'person', value: person },
        { name: 'right', value: right },
      ],
      back: place.paths.back,
    });
  const { outcome } = await takeRight(database, viewer, { organisation: place.organisation, person, right }, parts);
  if (outcome === 'not-allowed') throw new RequestRefused(404);
  const taken = outcome === 'taken';
  const notice = taken ? words.done : `${holder.name} did not hold “${name}” any more.`;
  return redirectWith(memory, notice, place.paths.back, taken);
}

/** Adds a person by e-mail address, or gives them another duty. @param show the page again, with what is wrong */
export async function addAsked(context: PageContext, viewer: Viewer, place: Place, show: Show): Promise<PageResult> {
  const { database, form = {}, memory } = context;
  const { email = '', duty = '' } = form;
  const words = dutyWords(place.word);
  const refuse = (field: 'email' | 'duty', text: string) => show({ email, duty, error: { field, text } });
  if (!isDuty(duty, place)) return refuse('duty', 'Select what they do there');
  const added = { organisation: place.organisation, email, duty };
  const { outcome } = await addMember(database, viewer, added, rightsPartsOf(context));
  const name = words[duty].name.toLowerCase();
  switch (outcome) {
    case 'added':
    case 'changed':
      return redirectWith(
        memory,
        `${email.trim()} is now ${article(name)} of ${place.name}, and is told by e-mail.`,
        place.paths.back,
      );
    case 'already':
      return redirectWith(
        memory,
        `${email.trim()} is ${article(name)} of ${place.name} already. Nothing was changed.`,
        place.paths.back,
        false,
      );
    case 'address-unusable':
      return refuse('email', 'Enter an e-mail address in the correct format, like name@example.com');
    case 'duty-unusable':
      return refuse('duty', 'Select what they do there');
    case 'last-approver':
    case 'last-operator':
      return refuse('email', onlyOne(outcome, place));
    case 'not-allowed':
    case 'organisation-unknown':
      throw new RequestRefused(404);
  }
}

/** Removes a person, once it was asked again whether to. The form names `email`. @param show the page again, with what is wrong */
export async function removeAsked(context: PageContext, viewer: Viewer, place: Place, show: Show): Promise<PageResult> {
  const { database, form = {}, memory } = context;
  const { email = '' } = form;
  const members = await readMembers(database, viewer, place.organisation);
  const member = members?.find((each) => each.email === email);
  if (!member) throw new RequestRefused(404);
  const self = member.person === viewer.person;
  // Whom our own tables alone place there loses everything with it.
  const ends = member.person?.startsWith('oidc:') === true;
  const words = viewRemoval({ called: member.name ?? member.email, self, duty: member.duty, ends }, place);
  if (form['confirmed'] !== 'yes')
    return confirmationPage({
      ...words,
      address: place.paths.remove,
      fields: [
        { name: 'organisation', value: place.organisation },
        { name: 'email', value: email },
      ],
      back: place.paths.back,
    });
  const { outcome } = await removeMember(
    database,
    viewer,
    { organisation: place.organisation, email },
    rightsPartsOf(context),
  );
  if (outcome === 'last-approver' || outcome === 'last-operator')
    return show({ email: '', duty: '', error: { field: 'email', text: onlyOne(outcome, place) } });
  if (outcome !== 'removed') throw new RequestRefused(404);
  // Whoever removed themselves sees these pages no more; their own rights too, when nothing of theirs is left there.
  if (self && ends) return { redirect: '/' };
  return redirectWith(memory, words.done, self ? '/rights' : place.paths.back);
}

function onlyOne(outcome: 'last-approver' | 'last-operator', { name, word }: Place): string {
  if (outcome === 'last-operator') return 'This is the only operator. Add another first';
  return `This is the only ${word} of ${name}. Add another first, or ask the people who run this service`;
}

const isDuty = (text: string, { duties }: Place): text is Duty => (duties as readonly string[]).includes(text);

import { isLast } from '../../../access/rights/is-last.ts';
import type { Duty, Member } from '../../../access/rights/read-members.ts';
import type { Holder } from '../../../access/rights/read-organisation-rights.ts';
import { rightWords } from '../../../access/rights/right-words.ts';
import { dayOf } from '../rights/waiting-words.ts';

/** An organisation whose people are shown and changed, by its approvers or by the operator. */
export interface Place {
  /** Such as `school:900001`, or `operator`. */
  readonly organisation: string;
  readonly name: string;
  /** Of those who decide there: approver, or super user. */
  readonly word: string;
  /** Duties that can be given there by this page. */
  readonly duties: readonly Duty[];
  /** Who adds and removes may leave it without anyone who decides. */
  readonly mayEmpty: boolean;
  /** Addresses that forms are sent to, and the page that they lead back to. */
  readonly paths: { readonly take: string; readonly add: string; readonly remove: string; readonly back: string };
}

/** What was typed to add a person, when it was not accepted. */
export interface RefusedPerson {
  readonly email: string;
  readonly duty: string;
  readonly error: { readonly field: 'email' | 'duty'; readonly text: string };
}

/** Who holds what, with a way to take each away. */
export function viewHolders(holders: readonly Holder[], roleName: string) {
  return holders.map(({ person, name, email, rights }) => ({
    person,
    name,
    email,
    rights: rights.map(({ right, grantedAt }) => ({
      right,
      name: rightWords(right, roleName),
      since: `since ${dayOf(grantedAt)}`,
    })),
  }));
}

/** The people of an organisation and the form that adds one. */
export function viewPeople(members: readonly Member[], place: Place, refused: RefusedPerson | null = null) {
  const words = dutyWords(place.word);
  return {
    rows: members.map((member) => ({
      email: member.email,
      name: member.name ?? 'Name not known yet',
      duty: words[member.duty].name,
      state: member.person === null ? 'Has not signed in yet' : 'Has signed in',
      /** Why they cannot be removed here; null when they can. */
      kept:
        isLast(members, member) && (member.duty === 'operator' || !place.mayEmpty)
          ? `The only ${words[member.duty].name.toLowerCase()}`
          : null,
    })),
    form: {
      email: refused?.email ?? '',
      emailError: refused?.error.field === 'email' ? refused.error.text : null,
      duties: place.duties.map((duty) => ({
        value: duty,
        text: words[duty].name,
        hint: { text: words[duty].hint },
        checked: refused?.duty === duty,
      })),
      dutyError: refused?.error.field === 'duty' ? refused.error.text : null,
      /** Where only one duty can be given, it is not asked for. */
      only:
        place.duties.length === 1
          ? { value: place.duties[0]!, button: `Add ${article(words[place.duties[0]!].name.toLowerCase())}` }
          : null,
    },
  };
}

/** Duties as pages call them. @param word approver, or super user */
export function dutyWords(word: string): Readonly<Record<Duty, { readonly name: string; readonly hint: string }>> {
  return {
    approver: {
      name: capital(word),
      hint: 'Decides requests, takes the role and rights away, adds and removes people.',
    },
    member: { name: 'Member', hint: 'Belongs to the organisation, and can ask for the role and for rights.' },
    operator: {
      name: 'Operator',
      hint: 'Names people, decides requests that wait too long, and reads the audit. Sees no pupil.',
    },
    analyst: { name: 'Analyst', hint: 'Sees tallies of all schools together. Sees no pupil and no school.' },
  };
}

export const article = (word: string): string => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

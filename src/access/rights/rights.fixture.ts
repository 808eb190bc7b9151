import { auditKey } from '../../audit/append-event.ts';
import type { RolePlaces } from '../doors.ts';
import type { Organisation } from '../organisation.ts';
import type { Door } from '../person.ts';
import type { Viewer } from '../viewer.ts';
import type { RightsParts } from './rights-parts.ts';

/** Where tests' people are from: a school, another one, a trust. */
const PLACES: Readonly<Record<string, Organisation>> = {
  'school:900001': { kind: 'school', urn: 900001, name: 'Heron' },
  'school:900002': { kind: 'school', urn: 900002, name: 'Lark' },
  'trust:5001': { kind: 'multi-academy-trust', uid: '5001', name: 'Reed Trust' },
};

/** Someone of an organisation, as `findViewer` makes them; without the role unless told. */
export function someone(
  subject: string,
  organisation: string,
  change: { door?: Door; approver?: boolean; standing?: Viewer['standing'] } = {},
): Viewer {
  const { door = 'dfe-sign-in', approver = false, standing = { reason: 'no-role', organisation } } = change;
  const person = `${door}:${subject}`;
  return {
    person,
    door,
    name: `Name of ${subject}`,
    email: `${subject.toLowerCase()}@x.example`,
    organisation: PLACES[organisation]!,
    organisationKey: organisation,
    organisations: [PLACES[organisation]!],
    rights: new Set(),
    approver,
    waiting: false,
    duty: null,
    scope: { urns: [], person, organisation, ...(approver && { approver: true }) },
    standing,
  };
}

export const approverOf = (organisation: string, subject = 'Head'): Viewer =>
  someone(subject, organisation, { approver: true });

/** Of the operator's own staff. */
export function staff(duty: 'operator' | 'analyst', subject = 'Staff'): Viewer {
  const person = `oidc:${subject}`;
  const organisation = { kind: 'operator', duty, name: 'Staff' } as const;
  return {
    ...someone(subject, 'school:900001', { door: 'oidc' }),
    organisation,
    organisationKey: 'operator',
    organisations: [organisation],
    duty,
    scope: { urns: [], person, organisation: 'operator', ...(duty === 'operator' && { operator: true }) },
    standing: { reason: duty },
  };
}

/** What acts work with at a time; the role is kept in our own tables unless told. */
export function partsAt(
  time: string,
  places: RolePlaces = { 'dfe-sign-in': 'local', idams: 'local' },
): RightsParts & { readonly auditKey: ReturnType<typeof auditKey> } {
  return {
    clock: { now: () => new Date(time) },
    auditKey: auditKey('a secret of tests, which has 32 characters'),
    roles: { name: 'View attendance', places, overdueDays: 5 },
    requestId: 'R1',
  };
}

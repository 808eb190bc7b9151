import { isSubject } from '../person.ts';
import type { Claims } from './read-claims.ts';
import { refuse } from './refuse.ts';

export interface IdamsPerson {
  /** Login name. */
  readonly subject: string;
  readonly name: string;
  /** Empty when none, or none that can be one, was given. */
  readonly email: string;
  /** Of the organisation that they act for; null when none, or none that can be one, was given. */
  readonly ukprn: string | null;
  /** Role codes. */
  readonly roles: readonly string[];
}

/** Which claims say what, by URI, the most telling first. Roles and the UKPRN are taken from all of them together. */
export interface IdamsClaims {
  readonly subject: readonly string[];
  readonly name: readonly string[];
  readonly email: readonly string[];
  readonly ukprn: readonly string[];
  readonly roles: readonly string[];
}

const PORTAL = 'http://schemas.portal.com';
const IDENTITY = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** As the Department's public code had them, in the older and the newer spelling. */
export const IDAMS_CLAIMS: IdamsClaims = {
  subject: [`${IDENTITY}/upn`, `${IDENTITY}/name`],
  name: [`${PORTAL}/displayname`, `${IDENTITY}/displayname`],
  email: [`${PORTAL}/mail`, `${IDENTITY}/mail`, `${IDENTITY}/emailaddress`],
  ukprn: [`${PORTAL}/ukprn`, `${IDENTITY}/ukprn`],
  roles: [`${PORTAL}/service`, `${IDENTITY}/service`],
};

/**
 * The person whom checked claims describe.
 * @throws sign-in-failed when they name nobody, several people, or several organisations
 */
export function readIdamsPerson({ values, nameIdentifier }: Claims, uris: IdamsClaims): IdamsPerson {
  const all = (of: readonly string[]) => [...new Set(of.flatMap((uri) => values.get(uri) ?? []))];
  const email =
    all(uris.email).find((text) => text.length <= 254 && /^[^\s@\\\p{C}]+@[^\s@\\\p{C}]+$/u.test(text)) ?? '';
  return {
    subject: readSubject(
      uris.subject.map((uri) => all([uri])).find((found) => found.length > 0),
      nameIdentifier,
    ),
    name:
      (all(uris.name)[0] ?? '')
        .replace(/[\s\p{C}]+/gu, ' ')
        .trim()
        .slice(0, 200) ||
      email ||
      'Name not given',
    email,
    ukprn: readUkprn(all(uris.ukprn)),
    roles: all(uris.roles),
  };
}

function readSubject(given: readonly string[] | undefined, nameIdentifier: string | null): string {
  if (given && given.length > 1) refuse('subjects-several');
  const subject = given?.[0] ?? nameIdentifier ?? refuse('subject-missing');
  return isSubject(subject) ? subject : refuse('subject-form');
}

function readUkprn(given: readonly string[]): string | null {
  if (given.length > 1) refuse('ukprns-several');
  const [ukprn] = given;
  return ukprn !== undefined && /^1\d{7}$/.test(ukprn) ? ukprn : null;
}

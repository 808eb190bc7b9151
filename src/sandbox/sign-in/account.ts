import { createRandom } from '../random.ts';
import { makeName } from '../schools/names.ts';
import type { SchoolPlan, TrustPlan } from '../schools/plan-schools.ts';
import { authorityUkprn } from '../schools/ukprns.ts';
import {
  describeAuthority,
  describeOther,
  describeSchool,
  describeTrust,
  makeUuid,
  type OrganisationClaim,
} from './organisation-claim.ts';

export type Door = 'dfe-sign-in' | 'idams' | 'oidc';
/** `view` is the role itself. */
export type Right = 'view' | 'agree' | 'sensitive';

/** What a person is to hold in an organisation at the start. */
export interface Place {
  /** Such as `school:900001`, `trust:90001`, `authority:831` or `operator`; null for a kind that can be given nothing. */
  readonly key: string | null;
  readonly name: string;
  readonly holds: readonly Right[];
  readonly approver: boolean;
}

/** Someone who can sign in, as the start of the sandbox lists them. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  /** Names of the organisations, with a semicolon between; empty for the person with none. */
  readonly school: string;
  /** URN of the school; null for whoever is of none. */
  readonly urn: number | null;
  readonly door: Door;
  /** The provider's stable key of the person. */
  readonly subject: string;
  /** What they hold, and whether they approve, in `organisation`: the first, which sign-in brings. */
  readonly holds: readonly Right[];
  readonly approver: boolean;
  readonly organisation: string | null;
  /** All of them; those after the first are known from the Public API alone. */
  readonly organisations: readonly Place[];
  /** Of the operator's own staff; null for everyone else. */
  readonly duty: 'operator' | 'analyst' | null;
}

/** The same with what sign-in gives of them. */
export interface Account extends Person {
  readonly givenName: string;
  readonly familyName: string;
  /** As DfE Sign-in describes their organisations, in the order of `organisations`; empty through other doors. */
  readonly claims: readonly OrganisationClaim[];
  /** By which IDAMS names the organisation. */
  readonly ukprn: string | null;
}

/** A place with what each provider says of the organisation. */
export interface Belonging extends Place {
  readonly urn: number | null;
  readonly ukprn: string | null;
  readonly claim: OrganisationClaim | null;
}

/** What someone holds, and whether they approve. */
export type Held = readonly [holds: readonly Right[], approver?: boolean];

/** Real authorities, so that areas can be tried: the names are theirs, their people here are invented. */
const AUTHORITY_NAMES: Readonly<Record<string, string>> = {
  208: 'Lambeth',
  330: 'Birmingham',
  341: 'Liverpool',
  380: 'Bradford',
  391: 'Newcastle upon Tyne',
  831: 'Derby',
  878: 'Devon',
  881: 'Essex',
  886: 'Kent',
};

export function ofSchool(plan: SchoolPlan, seed: number, [holds, approver = false]: Held): Belonging {
  const { urn, name, ukprn } = plan;
  return { key: `school:${urn}`, name, holds, approver, urn, ukprn, claim: describeSchool(plan, seed) };
}

export function ofTrust(trust: TrustPlan, seed: number, [holds, approver = false]: Held): Belonging {
  const { uid, name, ukprn } = trust;
  return { key: `trust:${uid}`, name, holds, approver, urn: null, ukprn, claim: describeTrust(trust, seed) };
}

export function ofAuthority(laCode: string, [holds, approver = false]: Held): Belonging {
  const name = `${AUTHORITY_NAMES[laCode] ?? `Local authority ${laCode}`} (sandbox)`;
  const claim = describeAuthority(laCode, name);
  return { key: `authority:${laCode}`, name, holds, approver, urn: null, ukprn: authorityUkprn(laCode), claim };
}

/** An organisation that can be given nothing. */
export function ofOther(category: '011' | '050', name: string, seed: number): Belonging {
  const claim = describeOther(category, name, seed);
  return { key: null, name, holds: [], approver: false, urn: null, ukprn: null, claim };
}

/** The operator's own: known from our tables, and described by nobody. */
export const OF_OPERATOR: Belonging = {
  key: 'operator',
  name: 'The operator (sandbox)',
  holds: [],
  approver: false,
  urn: null,
  ukprn: null,
  claim: null,
};

/**
 * Makes up a person.
 * @param who whole numbers from which the name and the stable key come
 */
export function makeAccount(
  who: readonly number[],
  about: {
    readonly email: string;
    readonly role: string;
    readonly belongs: readonly Belonging[];
    readonly door?: Door;
    readonly duty?: 'operator' | 'analyst';
  },
): Account {
  const { email, role, belongs, door = 'dfe-sign-in', duty = null } = about;
  const random = createRandom(...who, 803);
  const { forename, surname } = makeName(random, random.next() < 0.5 ? 'F' : 'M', false);
  const [first] = belongs;
  return {
    name: `${forename} ${surname}`,
    givenName: forename,
    familyName: surname,
    email,
    role,
    school: belongs.map(({ name }) => name).join('; '),
    urn: first?.urn ?? null,
    door,
    // IDAMS knows people by the login name that they chose.
    subject: door === 'idams' ? email.replace('.sandbox.example', '') : makeUuid(...who, 804),
    holds: first?.holds ?? [],
    approver: first?.approver ?? false,
    organisation: first?.key ?? null,
    organisations: belongs.map(({ key, name, holds, approver }) => ({ key, name, holds, approver })),
    duty,
    claims: door === 'dfe-sign-in' ? belongs.flatMap(({ claim }) => (claim ? [claim] : [])) : [],
    ukprn: first?.ukprn ?? null,
  };
}

import { createRandom, hexDigits } from '../random.ts';
import { makeName } from '../schools/names.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';

/** Someone who can sign in, as the start of the sandbox lists them. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly school: string;
  /** URN of the school, null for the person with no organisation. */
  readonly urn: number | null;
}

/** The same with what sign-in gives of them. `sub` is the stable key, an upper-case UUID. */
export interface Account extends Person {
  readonly sub: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly organisation: Record<string, unknown> | null;
}

/** A UUID in upper case that depends on `parts` alone, as DfE Sign-in writes `sub`. */
export function makeUuid(...parts: number[]): string {
  const hex = hexDigits(32, ...parts).toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The `organisation` claim of a school, in DfE Sign-in's form: most of its fields are null in practice. */
function describeOrganisation(plan: SchoolPlan, seed: number): Record<string, unknown> {
  return {
    id: makeUuid(seed, plan.index, 801),
    name: plan.name,
    LegalName: null,
    category: { id: '001', name: 'Establishment' },
    type: { id: plan.typeCode, name: plan.kind },
    urn: String(plan.urn),
    uid: null,
    upin: null,
    ukprn: String(10_900_000 + (plan.urn % 100_000)),
    establishmentNumber: plan.establishmentNumber,
    status: { id: 1, name: 'Open', tagColor: 'green' },
    closedOn: null,
    address: null,
    telephone: null,
    localAuthority: { id: makeUuid(Number(plan.laCode), 802), name: null, code: plan.laCode },
    phaseOfEducation: { id: Number(plan.phaseCode), name: plan.phase },
    statutoryLowAge: Math.max(2, plan.firstYear + 4),
    statutoryHighAge: plan.lastYear + 5,
    legacyId: String(plan.urn),
    companyRegistrationNumber: null,
  };
}

/**
 * Everyone who can sign in: the head teacher of each approved school, one of a school that does not share, and one
 * person with no organisation.
 */
export function listAccounts(plans: readonly SchoolPlan[], seed: number): Account[] {
  const heads = plans
    .filter(({ state }) => state === 'approved')
    .map((plan) => makeAccount(plan, seed, 'head teacher'));
  const outsider = plans.find(({ state }) => state === 'pending');
  const other = outsider ? [makeAccount(outsider, seed, 'head teacher of a school that does not share')] : [];
  return [...heads, ...other, makeAccount(null, seed, 'person with no organisation')];
}

function makeAccount(plan: SchoolPlan | null, seed: number, role: string): Account {
  const place = plan?.index ?? -1;
  const random = createRandom(seed, place, 803);
  const { forename, surname } = makeName(random, random.next() < 0.5 ? 'F' : 'M', false);
  return {
    sub: makeUuid(seed, place, 804),
    name: `${forename} ${surname}`,
    givenName: forename,
    familyName: surname,
    email: plan === null ? 'nobody@sandbox.example' : `head@${plan.urn}.sandbox.example`,
    role,
    school: plan?.name ?? '',
    urn: plan?.urn ?? null,
    organisation: plan === null ? null : describeOrganisation(plan, seed),
  };
}

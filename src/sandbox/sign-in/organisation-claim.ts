import { hexDigits } from '../random.ts';
import type { SchoolPlan, TrustPlan } from '../schools/plan-schools.ts';
import { authorityUkprn } from '../schools/ukprns.ts';

/** An organisation as DfE Sign-in describes it: most of its fields are null in practice. */
export interface OrganisationClaim extends Readonly<Record<string, unknown>> {
  /** GUID in upper case. */
  readonly id: string;
  readonly name: string;
}

/** A UUID in upper case that depends on `parts` alone, as DfE Sign-in writes `sub`. */
export function makeUuid(...parts: number[]): string {
  const hex = hexDigits(32, ...parts).toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const CATEGORIES = {
  '001': 'Establishment',
  '002': 'Local Authority',
  '010': 'Multi-Academy Trust',
  '011': 'Government',
  '013': 'Single-Academy Trust',
  '050': 'Software Suppliers',
};
const OPEN = { id: 1, name: 'Open', tagColor: 'green' };
const CLOSED = { id: 2, name: 'Closed', tagColor: 'red' };

function describe(
  category: keyof typeof CATEGORIES,
  fields: { id: string; name: string } & Record<string, unknown>,
): OrganisationClaim {
  return {
    LegalName: null,
    category: { id: category, name: CATEGORIES[category] },
    type: null,
    urn: null,
    uid: null,
    upin: null,
    ukprn: null,
    establishmentNumber: null,
    status: OPEN,
    closedOn: null,
    address: null,
    telephone: null,
    localAuthority: null,
    phaseOfEducation: null,
    statutoryLowAge: null,
    statutoryHighAge: null,
    legacyId: null,
    companyRegistrationNumber: null,
    ...fields,
  };
}

export function describeSchool(plan: SchoolPlan, seed: number): OrganisationClaim {
  return describe('001', {
    id: makeUuid(seed, plan.index, 801),
    name: plan.name,
    type: { id: plan.typeCode, name: plan.kind },
    urn: String(plan.urn),
    ukprn: plan.ukprn,
    establishmentNumber: plan.establishmentNumber,
    status: plan.closedOn === null ? OPEN : CLOSED,
    closedOn: plan.closedOn,
    localAuthority: { id: makeUuid(Number(plan.laCode), 802), name: null, code: plan.laCode },
    phaseOfEducation: { id: Number(plan.phaseCode), name: plan.phase },
    statutoryLowAge: Math.max(2, plan.firstYear + 4),
    statutoryHighAge: plan.lastYear + 5,
    legacyId: String(plan.urn),
  });
}

export function describeTrust({ uid, name, kind, ukprn }: TrustPlan, seed: number): OrganisationClaim {
  return describe(kind === 'multi-academy' ? '010' : '013', { id: makeUuid(seed, Number(uid), 808), name, uid, ukprn });
}

export function describeAuthority(laCode: string, name: string): OrganisationClaim {
  const fields = { establishmentNumber: laCode, ukprn: authorityUkprn(laCode) };
  return describe('002', { id: makeUuid(Number(laCode), 802), name, ...fields });
}

/** An organisation of a kind that is given no school's data. */
export function describeOther(category: '011' | '050', name: string, seed: number): OrganisationClaim {
  return describe(category, { id: makeUuid(seed, Number(category), 809), name });
}

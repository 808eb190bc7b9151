import type { SchoolPlan } from '../schools/plan-schools.ts';
import {
  type Account,
  type Belonging,
  type Held,
  makeAccount,
  OF_OPERATOR,
  ofAuthority,
  ofOther,
  ofSchool,
  ofTrust,
} from './account.ts';

export type { Account, Person } from './account.ts';

const HEAD: Held = [['view', 'agree', 'sensitive'], true];
const HOLDS: Held = [['view']];
const HOLDS_AND_APPROVES: Held = [['view'], true];
const APPROVES: Held = [[], true];
const NOTHING: Held = [[]];

/**
 * Everyone who can sign in: of each approved school the head teacher, of the first three an attendance officer without the role,
 * of the first an office manager who approves and a new head teacher who holds nothing yet; besides, people of a school that
 * does not share, of those never asked, of those not at Wonde and of one that has closed, of trusts, of the first two schools'
 * authorities, of kinds of organisation that can be given nothing, of none, and the operator's staff.
 * @param plans the schools at Wonde
 */
export function listAccounts(
  plans: readonly SchoolPlan[],
  { closed, unconnected }: { closed: SchoolPlan; unconnected: readonly SchoolPlan[] },
  seed: number,
): Account[] {
  const approved = plans.filter(({ state }) => state === 'approved');
  const [first] = approved;
  const pending = plans.find(({ state }) => state === 'pending');
  return [
    ...approved.map((plan) => makeHead(plan, seed, 'head teacher', HEAD)),
    ...approved
      .slice(0, 3)
      .map((plan) => makeStaff(plan, seed, 1, 'attendance', 'attendance officer without the role', NOTHING)),
    ...(first
      ? [
          makeStaff(first, seed, 2, 'office', 'office manager who approves', APPROVES),
          makeStaff(first, seed, 3, 'new', 'new head teacher without the role', NOTHING),
        ]
      : []),
    ...(pending ? [makeHead(pending, seed, 'head teacher of a school that does not share', HEAD)] : []),
    ...listNeverAsked(
      plans.filter(({ state }) => state === 'unrequested'),
      seed,
    ),
    ...unconnected.map((plan) =>
      makeHead(
        plan,
        seed,
        plan.typeCode === '11' ? 'head teacher of an independent school' : 'head teacher of a school not at Wonde',
        HEAD,
      ),
    ),
    makeHead(closed, seed, 'head teacher of a school that has closed', HOLDS_AND_APPROVES),
    ...listTrustLeads(approved, seed),
    ...(first ? [makeOfficer(first.laCode, seed)] : []),
    ...listIdams(approved, seed),
    ...listOthers(seed),
  ];
}

/** Of the first the head teacher may do all; of the second the office manager approves, and the head has to ask. */
function listNeverAsked([first, second, ...others]: readonly SchoolPlan[], seed: number): Account[] {
  const role = 'head teacher of a school never asked';
  const ofNursery = 'head teacher of a nursery school never asked';
  return [
    ...(first ? [makeHead(first, seed, role, HEAD)] : []),
    ...(second
      ? [
          makeHead(second, seed, `${role}, without the role`, NOTHING),
          makeStaff(second, seed, 2, 'office', 'office manager of a school never asked, who approves', APPROVES),
        ]
      : []),
    ...others.map((plan) => makeHead(plan, seed, ofNursery, HEAD)),
  ];
}

const makeHead = (plan: SchoolPlan, seed: number, role: string, held: Held): Account =>
  makeAccount([seed, plan.index], {
    email: `head@${plan.urn}.sandbox.example`,
    role,
    belongs: [ofSchool(plan, seed, held)],
  });

const makeStaff = (plan: SchoolPlan, seed: number, who: number, box: string, role: string, held: Held): Account =>
  makeAccount([seed, plan.index, who], {
    email: `${box}@${plan.urn}.sandbox.example`,
    role,
    belongs: [ofSchool(plan, seed, held)],
  });

/** A lead of a multi-academy trust who also acts for one of its schools, and the lead of a single-academy trust. */
function listTrustLeads(approved: readonly SchoolPlan[], seed: number): Account[] {
  return (['multi-academy', 'single-academy'] as const).flatMap((kind) => {
    const plan = approved.find(({ trust }) => trust?.kind === kind);
    if (!plan?.trust) return [];
    const trust = ofTrust(plan.trust, seed, HOLDS);
    const { uid } = plan.trust;
    return makeAccount([seed, Number(uid), 1], {
      email: `lead@trust-${uid}.sandbox.example`,
      ...(kind === 'multi-academy'
        ? { role: 'trust lead with two organisations', belongs: [trust, ofSchool(plan, seed, HOLDS)] }
        : { role: 'lead of a single-academy trust', belongs: [trust] }),
    });
  });
}

/** Local authorities come through IDAMS unless the operator sets it otherwise. */
const makeOfficer = (laCode: string, seed: number): Account =>
  makeAccount([seed, Number(laCode), 1], {
    email: `attendance@authority-${laCode}.sandbox.example`,
    role: 'local authority officer through DfE Sign-in',
    belongs: [ofAuthority(laCode, HOLDS)],
  });

/** Officers and super users of the first two schools' authorities and of a trust. The first officer has to ask for the role. */
function listIdams(approved: readonly SchoolPlan[], seed: number): Account[] {
  const laCodes = [...new Set(approved.slice(0, 2).map(({ laCode }) => laCode))];
  const trust = approved.find((plan) => plan.trust?.kind === 'multi-academy')?.trust;
  return [
    ...laCodes.flatMap((laCode, i) => {
      const role = i === 0 ? 'local authority officer without the role' : 'local authority officer';
      return [
        makeIdams([seed, Number(laCode), 2], 'officer', role, ofAuthority(laCode, i === 0 ? NOTHING : HOLDS)),
        makeIdams(
          [seed, Number(laCode), 3],
          'super-user',
          'local authority super user',
          ofAuthority(laCode, HOLDS_AND_APPROVES),
        ),
      ];
    }),
    ...(trust
      ? [
          makeIdams([seed, Number(trust.uid), 2], 'officer', 'trust officer', ofTrust(trust, seed, HOLDS)),
          makeIdams(
            [seed, Number(trust.uid), 3],
            'super-user',
            'trust super user',
            ofTrust(trust, seed, HOLDS_AND_APPROVES),
          ),
        ]
      : []),
  ];
}

const makeIdams = (who: readonly number[], box: string, role: string, belonging: Belonging): Account =>
  makeAccount(who, {
    door: 'idams',
    email: `${box}@${belonging.key?.replace(':', '-')}.sandbox.example`,
    role,
    belongs: [belonging],
  });

function listOthers(seed: number): Account[] {
  const make = (who: number, box: string, role: string, more: Partial<Parameters<typeof makeAccount>[1]>) =>
    makeAccount([seed, who], { email: `${box}@sandbox.example`, role, belongs: [], ...more });
  const staff = { door: 'oidc', belongs: [OF_OPERATOR] } as const;
  return [
    make(-1, 'nobody', 'person with no organisation', {}),
    make(-2, 'government', 'person of a government department', {
      belongs: [ofOther('011', 'Sandbox Department (invented)', seed)],
    }),
    make(-3, 'supplier', 'person of a software supplier', {
      belongs: [ofOther('050', 'Sandbox Software Supplier (invented)', seed)],
    }),
    make(-4, 'operator', 'operator', { ...staff, duty: 'operator' }),
    make(-6, 'statistician', 'second operator', { ...staff, duty: 'operator' }),
    make(-5, 'analyst', 'analyst', { ...staff, duty: 'analyst' }),
  ];
}

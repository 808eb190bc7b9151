import type { Organisation } from '../../access/organisation.ts';
import type { Door, Person } from '../../access/person.ts';
import { FACTORS } from './figures.ts';

/** The moment at which the probe's world stands. */
export const NOW = new Date('2026-11-23T17:00:00Z');
const TODAY = '2026-11-23';

export interface ProbeSchool {
  readonly urn: number;
  readonly agreement: 'receiving' | 'opted-out' | 'invited';
  readonly closed: string | null;
  /** Its local authority today, as the list of schools has it. */
  readonly laCode: string;
  /** Some numbers are of pupils in every school, one is of a pupil in this school alone. */
  readonly pupils: readonly number[];
  /** By which its figures are multiplied, so that they are known wherever they turn up. */
  readonly factor: number;
}

/** A school in a trust or an area, between two days. */
interface Part {
  readonly urn: number;
  readonly from: string | null;
  readonly to: string | null;
}

export interface ProbeOrganisation {
  readonly key: string;
  readonly organisation: Organisation;
  readonly closed: string | null;
  readonly parts: readonly Part[];
}

/** Someone, acting for one organisation, and what they hold there. */
export interface ProbePerson {
  readonly person: Person | null;
  /** Index of the organisation acted for; null for none. */
  readonly acting: number | null;
  readonly role: boolean;
  readonly sensitive: boolean;
  readonly approver: boolean;
  /** May agree for the school that they act for. */
  readonly agrees: boolean;
  readonly duty: 'operator' | 'analyst' | null;
}

export interface ProbeWorld {
  readonly schools: readonly ProbeSchool[];
  readonly organisations: readonly ProbeOrganisation[];
  readonly people: readonly ProbePerson[];
}

const FIRST = 900_101;
const SCHOOLS = 12;
const urnOf = (number: number) => FIRST + number - 1;

/** In names, UPNs and texts of a school's register, so that any of it is known wherever it turns up. */
export const canaryOf = (urn: number): string => `Canary${urn}`;

/** In what is kept of a school's agreement: the name of its MIS. */
export const misCanaryOf = (urn: number): string => `MisCanary${urn}`;

/** In the names of an organisation's people. 0 stands for someone's own name, who may always see it. */
export const staffCanaryOf = (organisation: number): string => `StaffCanary${organisation + 1}x`;

/** The probe's world: every kind of organisation, agreement and membership, and people with every mixture of rights. */
export function makeWorld(): ProbeWorld {
  const schools = Array.from({ length: SCHOOLS }, (_, index) => makeSchool(index + 1));
  const organisations = makeOrganisations(schools);
  return { schools, organisations, people: makePeople(organisations) };
}

function makeSchool(number: number): ProbeSchool {
  return {
    urn: urnOf(number),
    agreement: number === 8 ? 'opted-out' : number === 9 ? 'invited' : 'receiving',
    closed: number === 10 ? '2026-08-31' : null,
    laCode: [1, 2, 3, 8].includes(number) ? '371' : '372',
    pupils: [1, 2, 3, 100 + number],
    factor: FACTORS[number - 1]!,
  };
}

const part = (number: number, from: string | null = null, to: string | null = null): Part => ({
  urn: urnOf(number),
  from,
  to,
});

function makeOrganisations(schools: readonly ProbeSchool[]): ProbeOrganisation[] {
  const trust = (
    uid: string,
    parts: readonly Part[],
    closed: string | null = null,
    kind: 'multi-academy-trust' | 'single-academy-trust' = 'multi-academy-trust',
  ): ProbeOrganisation => ({
    key: `trust:${uid}`,
    organisation: { kind, uid, name: `Trust ${uid}` },
    closed,
    parts,
  });
  const authority = (laCode: string, parts: readonly Part[]): ProbeOrganisation => ({
    key: `authority:${laCode}`,
    organisation: { kind: 'local-authority', laCode, name: `Authority ${laCode}` },
    closed: null,
    parts,
  });
  return [
    ...schools.map(
      ({ urn, closed }): ProbeOrganisation => ({
        key: `school:${urn}`,
        organisation: { kind: 'school', urn, name: `School ${urn}` },
        closed,
        parts: [part(urn - FIRST + 1)],
      }),
    ),
    // Academies that belong, have left yesterday, join tomorrow, left today, joined today, do not share, have closed.
    trust('7001', [
      part(1),
      part(2),
      part(3, null, '2026-11-22'),
      part(4, '2026-11-24'),
      part(5, null, TODAY),
      part(6, TODAY),
      part(8),
      part(10),
    ]),
    trust('7002', [part(3, '2026-11-23'), part(4)]),
    trust('7003', [part(7)], null, 'single-academy-trust'),
    trust('7004', [part(1), part(2)], '2026-08-31'),
    authority('371', [part(1), part(2), part(3), part(8), part(11, null, '2026-03-31')]),
    authority('372', [part(4), part(5), part(9), part(10), part(11, '2026-04-01'), part(12)]),
  ];
}

/** Schools come through DfE Sign-in, trusts and authorities through IDAMS. */
export const doorFor = ({ organisation }: ProbeOrganisation): Door =>
  organisation.kind === 'school' ? 'dfe-sign-in' : 'idams';

function makePeople(organisations: readonly ProbeOrganisation[]): ProbePerson[] {
  const nothing = { role: false, sensitive: false, approver: false, agrees: false, duty: null } as const;
  const mixtures = [
    nothing,
    { ...nothing, role: true },
    { ...nothing, role: true, sensitive: true },
    { ...nothing, role: true, approver: true },
    { ...nothing, approver: true },
    { ...nothing, sensitive: true },
  ];
  // Only for a school can anybody agree.
  const forSchools = [
    { ...nothing, agrees: true },
    { ...nothing, role: true, agrees: true },
  ];
  const ordinary = organisations.flatMap((each, acting) =>
    [...mixtures, ...(each.organisation.kind === 'school' ? forSchools : [])].map((held, number) => ({
      ...held,
      acting,
      person: makePerson(doorFor(each), `O${acting}-${number}`, acting, [each.organisation]),
    })),
  );
  // With rights in our tables, but through the door of another kind of organisation.
  const wrongDoor = organisations.map((each, acting) => {
    const door = doorFor(each) === 'idams' ? 'dfe-sign-in' : 'idams';
    return {
      ...nothing,
      role: true,
      acting,
      person: makePerson(door, `W${acting}`, acting, [each.organisation]),
    };
  });
  const other: Organisation = { kind: 'other', name: 'An inspectorate' };
  const two = organisations.slice(12, 14);
  const several = two.map((_, index) => ({
    ...nothing,
    role: true,
    acting: 12 + index,
    person: makePerson(
      'idams',
      'TWO',
      12 + index,
      two.map(({ organisation }) => organisation),
    ),
  }));
  return [
    { ...nothing, acting: null, person: null },
    { ...nothing, acting: null, person: makePerson('dfe-sign-in', 'NONE', null, []) },
    { ...nothing, acting: null, person: makePerson('dfe-sign-in', 'OTHER', null, [other]) },
    { ...nothing, acting: null, duty: 'operator', person: makePerson('oidc', 'OPERATOR', null, []) },
    { ...nothing, acting: null, duty: 'analyst', person: makePerson('oidc', 'ANALYST', null, []) },
    ...ordinary,
    ...wrongDoor,
    ...several,
  ];
}

function makePerson(
  door: Door,
  subject: string,
  acting: number | null,
  organisations: readonly Organisation[],
): Person {
  const name = acting === null ? 'Somebody' : `${staffCanaryOf(acting)} ${subject}`;
  const email = `${subject.toLowerCase()}@probe.example`;
  return { door, subject, name, email, emailVerified: true, organisations, roles: [] };
}

/** The schools whose pupils someone may see, worked out from the world itself and from nothing of the program. */
export function visibleTo(world: ProbeWorld, { acting, role, person }: ProbePerson): readonly number[] {
  if (acting === null || !role || !person) return [];
  const organisation = world.organisations[acting]!;
  if (organisation.closed !== null || doorFor(organisation) !== person.door) return [];
  return organisation.parts
    .filter(({ from, to }) => (from === null || from <= TODAY) && (to === null || to >= TODAY))
    .map(({ urn }) => world.schools.find((school) => school.urn === urn)!)
    .filter(({ agreement, closed }) => agreement === 'receiving' && closed === null)
    .map(({ urn }) => urn)
    .sort((a, b) => a - b);
}

/** The organisation that someone really acts for: open, and through its own door. */
export function actsFor(world: ProbeWorld, { acting, person }: ProbePerson): ProbeOrganisation | null {
  const organisation = acting === null ? undefined : world.organisations[acting];
  if (!organisation || !person || organisation.closed !== null) return null;
  return doorFor(organisation) === person.door ? organisation : null;
}

/** Whether someone may know where a school's agreement stands: its own people, sharing or not, who sees the school, and the operator. */
export function knowsAgreement(world: ProbeWorld, who: ProbePerson, urn: number): boolean {
  return who.duty === 'operator' || visibleTo(world, who).includes(urn) || actsFor(world, who)?.key === `school:${urn}`;
}

import { MIS_NAMES } from '../../domain/mis/mis-names.ts';
import { hash, wondeId } from '../random.ts';
import { schoolUkprn, trustUkprn } from './ukprns.ts';

export type SchoolState = 'approved' | 'unaudited' | 'pending' | 'declined' | 'revoked' | 'offline' | 'unrequested';

/** The mix of codes that a school's marks follow. */
export type MixName = 'primary' | 'secondary' | 'special' | 'alternative';

/** An invented trust, by its group UID. */
export interface TrustPlan {
  readonly uid: string;
  readonly name: string;
  readonly kind: 'multi-academy' | 'single-academy';
  readonly ukprn: string;
}

/** One invented school, before any pupil of it is made. Years are years since reception: -2 N1, -1 N2, 0 R, 13 year 13. */
export interface SchoolPlan {
  readonly index: number;
  readonly id: string;
  readonly urn: number;
  readonly name: string;
  readonly mis: string;
  /** Wonde's `phase_of_education`. */
  readonly phase: string;
  /** Establishment type and phase as the Department's list of schools codes them. */
  readonly typeCode: string;
  readonly phaseCode: string;
  readonly kind: string;
  readonly mix: MixName;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly size: number;
  readonly laCode: string;
  readonly establishmentNumber: string;
  /** UK provider reference number: the bridge to IDAMS. */
  readonly ukprn: string;
  readonly trust: TrustPlan | null;
  readonly state: SchoolState;
  /** YYYY-MM-DD; null while open. */
  readonly closedOn: string | null;
  /** The school from which some pupils came, whose UPNs they keep. */
  readonly feeder: SchoolPlan | null;
}

/** What all schools of one kind have in common. */
export interface Template {
  readonly kind: string;
  readonly phase: string;
  readonly phaseCode: string;
  readonly typeCode: string;
  readonly mix: MixName;
  readonly years: readonly [number, number];
  readonly size: number;
}

const template = (
  kind: string,
  phase: string,
  phaseCode: string,
  typeCode: string,
  mix: MixName,
  years: readonly [number, number],
  size: number,
): Template => ({ kind, phase, phaseCode, typeCode, mix, years, size });

/** The sixteen kinds, in the order of the first sixteen schools. */
export const TEMPLATES: readonly Template[] = [
  template('Primary School', 'PRIMARY', '2', '01', 'primary', [-1, 6], 112),
  template('Academy', 'SECONDARY', '4', '34', 'secondary', [7, 13], 240),
  template('Junior School', 'PRIMARY', '2', '02', 'primary', [3, 6], 64),
  template('Middle School', 'NOT APPLICABLE DEEMED PRIMARY', '3', '01', 'primary', [4, 7], 88),
  template('High School', 'SECONDARY', '4', '05', 'secondary', [7, 11], 190),
  template('Infant and Nursery School', 'PRIMARY', '2', '03', 'primary', [-2, 2], 96),
  template('Special School', 'SPECIAL', '0', '07', 'special', [0, 13], 72),
  template('Pupil Referral Unit', 'NOT APPLICABLE', '0', '14', 'alternative', [7, 11], 40),
  template('All-through Academy', 'ALL THROUGH', '7', '28', 'secondary', [0, 11], 216),
  template('Middle Academy', 'NOT APPLICABLE DEEMED SECONDARY', '5', '34', 'secondary', [5, 8], 112),
  template('Church Primary School', 'PRIMARY', '2', '02', 'primary', [0, 6], 133),
  template('Alternative Provision Academy', 'NOT APPLICABLE', '0', '42', 'alternative', [6, 11], 40),
  template('College', 'SECONDARY', '4', '28', 'secondary', [7, 11], 170),
  template('Primary Academy', 'PRIMARY', '2', '34', 'primary', [-1, 6], 120),
  template('Special Academy', 'SPECIAL', '0', '44', 'special', [0, 11], 60),
  template('Community Primary School', 'PRIMARY', '2', '01', 'primary', [0, 6], 147),
];

const NURSERY = template('Nursery School', 'NURSERY', '1', '15', 'primary', [-2, -1], 26);
const INDEPENDENT = template('Independent School', 'NOT APPLICABLE', '0', '11', 'secondary', [3, 11], 90);
/** Schools that were never asked, and those that are not at Wonde: one each of these, none of an academy trust. */
const NEVER_ASKED: readonly Template[] = [TEMPLATES[5]!, TEMPLATES[6]!, NURSERY];
const NOT_AT_WONDE: readonly Template[] = [TEMPLATES[15]!, INDEPENDENT];

/** Real authorities, so that areas can be tried; several schools share one. */
const AUTHORITIES = [
  '831',
  '886',
  '330',
  '380',
  '391',
  '341',
  '831',
  '886',
  '208',
  '878',
  '881',
  '380',
  '330',
  '886',
  '831',
  '341',
];

// biome-ignore format: a list of words
const WORDS = [
  'Heron', 'Kestrel', 'Wagtail', 'Bittern', 'Lapwing', 'Dunlin', 'Osprey', 'Plover', 'Teal', 'Merlin', 'Curlew', 'Siskin',
  'Redstart', 'Whimbrel', 'Fieldfare', 'Garganey', 'Avocet', 'Nuthatch', 'Goldcrest', 'Turnstone', 'Sanderling', 'Wheatear',
];
const TRUSTS: readonly TrustPlan[] = [
  { uid: '90001', name: 'Sandbox Marram Trust (invented)', kind: 'multi-academy', ukprn: trustUkprn(90_001) },
  { uid: '90002', name: 'Sandbox Estuary Learning Trust (invented)', kind: 'multi-academy', ukprn: trustUkprn(90_002) },
];
/** The trust of the ninth school, so that a few schools are enough for one with two. */
const SAME_TRUST: ReadonlyMap<number, number> = new Map([[8, 1]]);
/** Academies that are a trust of their own. */
const OWN_TRUSTS: ReadonlyMap<number, TrustPlan> = new Map([
  [
    9,
    {
      uid: '90003',
      name: 'Sandbox Saltmarsh Academy Trust (invented)',
      kind: 'single-academy',
      ukprn: trustUkprn(90_003),
    },
  ],
]);

const NOT_SHARING: readonly SchoolState[] = ['pending', 'declined', 'revoked', 'unaudited'];
/** Places of the others, from 900901 on: four that do not share, one that has closed, three never asked, two not at Wonde. */
const CLOSED = NOT_SHARING.length;
const FIRST_NEVER_ASKED = CLOSED + 1;
const FIRST_NOT_AT_WONDE = FIRST_NEVER_ASKED + NEVER_ASKED.length;

/**
 * Plans the invented schools at Wonde: `count` that are approved and audited (URN 900001 on), four that are not
 * (900901 on: pending, declined, revoked, approved but not audited), and three that were never asked (900906 on, of which the last
 * is a maintained nursery school: nobody in a collected year). The first sixteen have all MIS names and phases.
 * @param sizes pupils of the first schools, instead of the usual 40 to 240; 0 makes a school without pupils
 */
export function planSchools(count: number, seed: number, sizes: readonly number[] = []): SchoolPlan[] {
  const approved = Array.from({ length: count }, (_, i) =>
    planSchool(i, 900_001 + i + (i >= 900 ? 100 : 0), seed, 'approved', sizes[i]),
  );
  const others = NOT_SHARING.map((state, i) => planOther(i, seed, state));
  const neverAsked = NEVER_ASKED.map((made, i) => planOther(FIRST_NEVER_ASKED + i, seed, 'unrequested', made));
  const withFeeders = approved.map((plan, i) => {
    const before = approved.slice(Math.max(0, i - 16), i);
    return { ...plan, feeder: before.findLast(({ lastYear }) => lastYear === plan.firstYear - 1) ?? null };
  });
  return [...withFeeders, ...others, ...neverAsked];
}

/** @param size pupils; unset: the usual number of its kind */
export function planSchool(
  index: number,
  urn: number,
  seed: number,
  state: SchoolState,
  size: number | undefined,
  made = TEMPLATES[index % TEMPLATES.length]!,
): SchoolPlan {
  const turn = index % TEMPLATES.length;
  const round = Math.floor(index / TEMPLATES.length);
  const word = WORDS[(hash(seed, 7) + index * 5) % WORDS.length]!;
  const academy = ['28', '34', '42', '44'].includes(made.typeCode);
  return {
    index,
    id: wondeId(seed, index, 11),
    urn,
    name: `Sandbox ${word} ${made.kind}${round === 0 ? '' : ` ${urn}`} (invented)`,
    mis: MIS_NAMES[turn]!,
    phase: made.phase,
    phaseCode: made.phaseCode,
    typeCode: made.typeCode,
    kind: made.kind,
    mix: made.mix,
    firstYear: made.years[0],
    lastYear: made.years[1],
    size:
      size ??
      (round === 0 ? made.size : Math.max(30, Math.round(made.size * (0.7 + (hash(seed, index, 3) % 700) / 1000)))),
    laCode: AUTHORITIES[turn]!,
    establishmentNumber: String(1000 + ((urn * 7) % 9000)),
    ukprn: schoolUkprn(urn),
    trust: academy ? trustOf(index, seed) : null,
    state,
    closedOn: null,
    feeder: null,
  };
}

function trustOf(index: number, seed: number): TrustPlan {
  return OWN_TRUSTS.get(index) ?? TRUSTS[hash(seed, SAME_TRUST.get(index) ?? index, 5) % TRUSTS.length]!;
}

const planOther = (place: number, seed: number, state: SchoolState, made?: Template): SchoolPlan =>
  planSchool(100_000 + place, 900_901 + place, seed, state, undefined, made);

/** A school that has closed: it is in no MIS any more, only in the list of schools and in what sign-in says of people. */
export const planClosedSchool = (seed: number): SchoolPlan => ({
  ...planOther(CLOSED, seed, 'revoked'),
  closedOn: '2025-08-31',
});

/**
 * Schools that Wonde does not know, only the list of schools and sign-in: 900909, which can connect its MIS, and 900910, an
 * independent school, which may not share whatever it does.
 */
export const planUnconnectedSchools = (seed: number): SchoolPlan[] =>
  NOT_AT_WONDE.map((made, i) => planOther(FIRST_NOT_AT_WONDE + i, seed, 'unrequested', made));

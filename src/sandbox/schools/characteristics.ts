import { dayFrom } from '../mis/days.ts';
import { createRandom } from '../random.ts';
import { type Person, yearOf } from './people.ts';
import type { SchoolPlan } from './plan-schools.ts';

/** What a pupil is, in national terms: what a collector should come to. The same fields as the domain's characteristics. */
export interface TrueCharacteristics {
  ncYear: string;
  gender: string | null;
  ethnicity: string | null;
  lookedAfter: boolean | null;
  previouslyLookedAfter: boolean | null;
  senSupport: boolean | null;
  ehcPlan: boolean | null;
  freeSchoolMeals: boolean | null;
}

/** The same as a school's MIS writes it. `ncYear` is free text in that MIS's own way. */
export interface WrittenCharacteristics {
  ncYear: string | null;
  gender: string | null;
  ethnicity: string | null;
  ethnicityCode: string | null;
  inLeaCare: unknown;
  everInCare: unknown;
  senStatus: string | null;
  freeSchoolMeals: unknown;
}

/** Main code, extended codes, share in per cent, description (shares of January 2025, state-funded schools). */
const ETHNICITIES: readonly (readonly [string, readonly string[], number, string])[] = [
  ['WBRI', ['WENG', 'WOWB', 'WCOR'], 60.4, 'White - British'],
  ['WOTH', ['WEEU', 'WITA', 'WPOR'], 7.1, 'Any other White background'],
  ['BAFR', ['BNGN', 'BSOM', 'BGHA'], 5.2, 'Black - African'],
  ['APKN', ['AMPK', 'AOPK'], 4.7, 'Pakistani'],
  ['AIND', [], 4.1, 'Indian'],
  ['AOTH', ['ASLT', 'ANEP'], 2.3, 'Any other Asian background'],
  ['ABAN', [], 1.8, 'Bangladeshi'],
  ['BCRB', [], 0.9, 'Black Caribbean'],
  ['CHNE', ['CHKC'], 0.8, 'Chinese'],
  ['WIRI', [], 0.2, 'White - Irish'],
  ['MWBC', [], 1.5, 'White and Black Caribbean'],
  ['MWBA', [], 1.0, 'White and Black African'],
  ['MWAS', ['MWAI'], 1.7, 'White and Asian'],
  ['MOTH', ['MOTM'], 2.9, 'Any other mixed background'],
  ['BOTH', [], 1.0, 'Any other Black background'],
  ['OOTH', ['OARA', 'OAFG', 'OKRD'], 2.4, 'Any other ethnic group'],
  ['WROM', ['WROR'], 0.3, 'Gypsy/Roma'],
  ['WIRT', [], 0.1, 'Traveller of Irish heritage'],
  ['REFU', [], 1.1, 'Refused'],
  ['NOBT', [], 0.5, 'Information not yet obtained'],
];

const SHARES = {
  primary: { meals: 0.25, support: 0.14, plan: 0.03 },
  secondary: { meals: 0.26, support: 0.13, plan: 0.03 },
  special: { meals: 0.49, support: 0.01, plan: 0.98 },
  alternative: { meals: 0.6, support: 0.55, plan: 0.26 },
} as const;

/** NC year in national terms: `N1`, `N2`, `R`, `1` … `13`, or `X`. */
export function nationalYear(person: Person, startYear: number): string {
  const year = yearOf(person, startYear);
  if (year < 0) return year === -2 ? 'N1' : 'N2';
  if (person.notFollowed) return 'X';
  return year === 0 ? 'R' : String(year);
}

/** The pupil as it truly is on a day. Free school meals change once for a few: about one in fifty a year. */
export function describe(person: Person, plan: SchoolPlan, startYear: number, day: number): TrueCharacteristics {
  const random = createRandom(person.key, 41);
  const ethnicity = drawEthnicity(random.next() * 100);
  const share = SHARES[plan.mix];
  const [meals, changes, changeDay, sen, care, gender] = [0, 0, 0, 0, 0, 0].map(() => random.next()) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const changed = changes < 0.2 && day >= dayFrom(2020, 1, 1) + Math.floor(changeDay * 3650);
  return {
    ncYear: nationalYear(person, startYear),
    gender: gender < 0.003 ? 'O' : gender < 0.006 ? null : person.gender,
    ethnicity: ethnicity[0],
    lookedAfter: care < 0.006,
    previouslyLookedAfter: care > 0.992,
    senSupport: sen >= share.plan && sen < share.plan + share.support,
    ehcPlan: sen < share.plan,
    freeSchoolMeals: meals < share.meals !== changed,
  };
}

function drawEthnicity(draw: number): (typeof ETHNICITIES)[number] {
  let sum = 0;
  return ETHNICITIES.find(([, , share]) => (sum += share) > draw) ?? ETHNICITIES[0]!;
}

const YES_NO: readonly (readonly [unknown, unknown])[] = [
  [true, false],
  ['true', 'false'],
  ['1', '0'],
  ['T', 'F'],
];

/** The pupil as the school's MIS writes it down: every MIS has its own way for years, codes and yes or no. */
export function write(person: Person, plan: SchoolPlan, startYear: number, day: number): WrittenCharacteristics {
  const is = describe(person, plan, startYear, day);
  const way = plan.index % 16;
  const [yes, no] = YES_NO[way % YES_NO.length]!;
  const flag = (value: boolean | null) => (value === null ? null : value ? yes : no);
  const [main, extended, , text] = ETHNICITIES.find(([code]) => code === is.ethnicity)!;
  const useExtended = extended.length > 0 && person.key % 3 === 0;
  return {
    ncYear: writeYear(is.ncYear, way, person),
    gender:
      is.gender === null
        ? null
        : is.gender === 'O'
          ? 'NOT STATED'
          : way % 5 === 4
            ? is.gender
            : is.gender === 'M'
              ? 'MALE'
              : 'FEMALE',
    ethnicity: text,
    ethnicityCode: useExtended ? extended[person.key % extended.length]! : main,
    inLeaCare: flag(is.lookedAfter),
    everInCare: flag(is.previouslyLookedAfter),
    senStatus: writeSen(is, way),
    freeSchoolMeals: flag(is.freeSchoolMeals),
  };
}

function writeSen(is: TrueCharacteristics, way: number): string {
  const code = is.ehcPlan ? 'E' : is.senSupport ? 'K' : 'N';
  if (way % 3 !== 2) return code;
  return { E: 'Education, health and care plan', K: 'SEN support', N: 'No special educational need' }[code];
}

function writeYear(year: string, way: number, person: Person): string | null {
  // One pupil without a year and one with a text that says nothing, so that both issues can be seen.
  if (way === 8 && person.n === 7 && person.cohort % 5 === 0) return null;
  if (way === 9 && person.n === 6 && person.cohort % 5 === 0) return 'Mixed';
  if (year === 'X') return way % 2 === 0 ? 'X' : 'Not followed';
  if (year === 'R') return ['R', 'Reception', '0', 'Year R'][way % 4]!;
  if (year.startsWith('N')) return way % 3 === 0 ? `Nursery ${year[1]}` : way % 7 === 5 ? 'Nursery' : year;
  return [year, `Year ${year}`, year.padStart(2, '0'), `Yr ${year}`][way % 4]!;
}

import type { Insertable } from 'kysely';
import type { Viewer } from '../src/access/viewer.ts';
import type { AgreementState } from '../src/domain/agreement/agreement-state.ts';
import type { Characteristics } from '../src/domain/pupils/characteristics.ts';
import type { Database } from '../src/store/database.ts';
import { ProfileNumbers, writeEnrolments, writeProfiles, writePupils } from '../src/store/pupils.ts';
import { rebuildReadModels } from '../src/store/read-models.ts';
import { writeMarkChanges, writeRegister } from '../src/store/register.ts';
import type { CollectionRunTable, RightName } from '../src/store/tables.ts';

/** Monday to Sunday from two characters a day, `.` for no mark; days left out have none: `marksOf('/\\', 'II')`. */
export const marksOf = (...days: string[]): string => days.join('').padEnd(14, '.');

/** A week in which everything was attended. */
export const FULL_WEEK = marksOf('/\\', '/\\', '/\\', '/\\', '/\\');

const LONG_AGO = '2026-08-01T08:00:00Z';

/** A sandbox school that has agreed. */
export async function buildSchool(
  owner: Database,
  school: {
    urn?: number;
    name?: string;
    agreement?: AgreementState;
    mis?: string | null;
    closed?: string | null;
  } = {},
): Promise<number> {
  const {
    urn = 900001,
    name = 'Test Heron Primary School (invented)',
    agreement = 'receiving',
    mis = 'Arbor',
  } = school;
  const { closed = null } = school;
  await owner
    .insertInto('school')
    .values({ ...EMPTY_SCHOOL, urn, name, invented: urn >= 900000, imported_at: LONG_AGO, close_date: closed })
    .execute();
  await buildAgreement(owner, urn, agreement, mis);
  return urn;
}

/** A school's agreement in some state, whatever led there. */
export async function buildAgreement(
  owner: Database,
  urn: number,
  state: AgreementState = 'receiving',
  mis: string | null = null,
): Promise<void> {
  await owner
    .insertInto('agreement')
    .values({
      school_urn: urn,
      state,
      source: 'wonde',
      source_school_id: 'A1',
      mis,
      changed_at: LONG_AGO,
      checked_at: LONG_AGO,
    })
    .onConflict((conflict) => conflict.column('school_urn').doUpdateSet({ state, mis }))
    .execute();
}

const EMPTY_SCHOOL = {
  la_code: null,
  establishment_number: null,
  type_code: null,
  type_name: null,
  phase_code: null,
  phase_name: null,
  status_code: '1',
  status_name: 'Open',
  open_date: null,
  close_date: null,
  low_age: null,
  high_age: null,
  gender: null,
  ukprn: null,
  town: null,
  postcode: null,
  sharing_category: null,
  published_phase: null,
  may_share: true,
  pupils: null,
};

/** A run of Monday 23 November 2026, 4.30pm, complete and successful unless the test says otherwise. */
export async function buildRun(
  owner: Database,
  urn: number,
  run: Partial<Omit<Insertable<CollectionRunTable>, 'started_at'>> & { started_at?: string } = {},
): Promise<void> {
  const { started_at = '2026-11-23T16:30:00Z', ...others } = run;
  await owner
    .insertInto('collection_run')
    .values({
      kind: 'complete',
      source: 'wonde',
      window_from: '2026-08-03',
      window_to: '2027-08-01',
      outcome: 'succeeded',
      complete: true,
      held_date: started_at.slice(0, 10),
      held_half: 'PM',
      error_code: null,
      error: null,
      finished_at: started_at,
      ...others,
      school_urn: urn,
      started_at,
    })
    .execute();
}

/** A pupil of year 7 with a name, a UPN and, from the first week on, an enrolment. */
export interface BuiltPupil {
  readonly id: number;
  readonly forename?: string | null;
  readonly surname?: string | null;
  readonly upn?: string | null;
  readonly characteristics?: Partial<Characteristics>;
  readonly firstDay?: string;
  readonly lastDay?: string | null;
  /** Marks by the Monday of their week. */
  readonly weeks?: Readonly<Record<string, string>>;
}

const SAME_FOR_ALL: Characteristics = {
  ncYear: '7',
  gender: 'F',
  ethnicity: 'WBRI',
  lookedAfter: false,
  previouslyLookedAfter: false,
  senSupport: false,
  ehcPlan: false,
  freeSchoolMeals: false,
};

/** Pupils with their register, and the read models made from it by the store's own code. */
export async function buildRegister(owner: Database, urn: number, pupils: readonly BuiltPupil[]): Promise<void> {
  const profiles = new ProfileNumbers(new Map());
  const numbered = pupils.map((pupil) => ({
    ...pupil,
    profile: profiles.numberOf({ ...SAME_FOR_ALL, ...pupil.characteristics }),
  }));
  await writeProfiles(owner, urn, profiles.added);
  await writePupils(
    owner,
    urn,
    new Date(LONG_AGO),
    numbered.map(({ id, profile, forename = `Forename${id}`, surname = `Surname${id}`, upn = null }) => ({
      id,
      forename,
      surname,
      upn,
      profile,
    })),
  );
  const enrolments = numbered.map(({ id, weeks, firstDay, lastDay = null }) => ({
    pupil: id,
    firstDay: firstDay ?? Object.keys(weeks ?? {}).sort()[0] ?? '2026-09-01',
    lastDay,
  }));
  await writeEnrolments(owner, urn, enrolments);
  const register = numbered.flatMap(({ id, profile, weeks = {} }) =>
    Object.entries(weeks).map(([week, marks]) => ({ pupil: id, week, profile, marks })),
  );
  await writeRegister(owner, urn, register);
  await rebuildReadModels(owner, urn, [...new Set(register.map(({ week }) => week))].sort(), profiles.all);
}

/** Replaced marks, as the collector keeps them. */
export async function buildMarkChange(
  owner: Database,
  urn: number,
  change: { pupil: number; week: string; session: number; was: string; seenAt: string },
): Promise<void> {
  await writeMarkChanges(owner, urn, new Date(change.seenAt), [change]);
}

export async function buildIssue(
  owner: Database,
  urn: number,
  issue: {
    code: string;
    place: string;
    detail?: Record<string, string | number>;
    pupilId?: number | null;
    times?: number;
    resolvedAt?: string | null;
  },
): Promise<void> {
  const { code, place, detail = {}, pupilId = null, times = 1, resolvedAt = null } = issue;
  await owner
    .insertInto('issue')
    .values({
      school_urn: urn,
      code,
      place,
      detail: JSON.stringify(detail),
      pupil_id: pupilId,
      day: null,
      times,
      first_seen_at: '2026-11-16T16:30:00Z',
      last_seen_at: '2026-11-23T16:30:00Z',
      resolved_at: resolvedAt,
    })
    .execute();
}

/** Someone of a school who holds the role there and sees it. */
export function buildViewer(change: Partial<Viewer> = {}): Viewer {
  const person = 'dfe-sign-in:A1B2';
  return {
    person,
    door: 'dfe-sign-in',
    name: 'Ada Lark',
    email: 'head@school.example',
    organisation: { kind: 'school', urn: 900001, name: 'Heron' },
    organisationKey: 'school:900001',
    organisations: [{ kind: 'school', urn: 900001, name: 'Heron' }],
    rights: new Set(['view']),
    approver: false,
    waiting: false,
    duty: null,
    scope: { urns: [900001], person, organisation: 'school:900001' },
    standing: { reason: 'sees-schools' },
    ...change,
  };
}

/** A right that someone holds; the role unless told. @param person door and key; the person that tests sign in as unless told */
export async function buildGrant(
  owner: Database,
  organisation: string,
  person = 'dfe-sign-in:A1B2',
  right: RightName = 'view',
): Promise<void> {
  await owner
    .insertInto('right_grant')
    .values({
      organisation,
      person,
      right_name: right,
      name: 'Ada Lark',
      email: 'head@school.example',
      granted_at: LONG_AGO,
      granted_by: 'tests',
    })
    .execute();
}

/** A trust with its academies, by the days between which each belongs to it. */
export async function buildTrust(
  owner: Database,
  trust: {
    uid: string;
    name?: string;
    kind?: 'multi-academy' | 'single-academy';
    closed?: string | null;
    academies: readonly { urn: number; from?: string | null; to?: string | null }[];
  },
): Promise<string> {
  const { uid, name = `Trust ${uid}`, kind = 'multi-academy', closed = null, academies } = trust;
  await owner
    .insertInto('trust')
    .values({
      trust_uid: uid,
      group_id: null,
      name,
      kind,
      status: closed ? 'Closed' : 'Open',
      companies_house: null,
      ukprn: null,
      open_date: null,
      close_date: closed,
    })
    .execute();
  if (academies.length > 0)
    await owner
      .insertInto('school_trust')
      .values(
        academies.map(({ urn, from = null, to = null }) => ({
          urn,
          trust_uid: uid,
          valid_from: from,
          valid_to: to,
          as_at: '2026-11',
        })),
      )
      .execute();
  return uid;
}

/** A local authority with the schools of its area, by the days between which each is in it. */
export async function buildAuthority(
  owner: Database,
  authority: {
    laCode: string;
    name?: string;
    schools: readonly { urn: number; from?: string | null; to?: string | null }[];
  },
): Promise<string> {
  const { laCode, name = `Authority ${laCode}`, schools } = authority;
  await owner
    .insertInto('local_authority')
    .values({ la_code: laCode, name, ons_code: null, region_code: null, valid_from: null, valid_to: null })
    .execute();
  if (schools.length > 0)
    await owner
      .insertInto('school_area')
      .values(
        schools.map(({ urn, from = null, to = null }) => ({ urn, la_code: laCode, valid_from: from, valid_to: to })),
      )
      .execute();
  return laCode;
}

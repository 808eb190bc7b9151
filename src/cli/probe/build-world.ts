import { personKey } from '../../access/person.ts';
import { appendEvent, auditKey } from '../../audit/append-event.ts';
import type { Characteristics } from '../../domain/pupils/characteristics.ts';
import type { Database } from '../../store/database.ts';
import { insertMail } from '../../store/mail.ts';
import { writeMember } from '../../store/members.ts';
import { ProfileNumbers, writeEnrolments, writeProfiles, writePupils } from '../../store/pupils.ts';
import { rebuildReadModels } from '../../store/read-models.ts';
import { writeRegister } from '../../store/register.ts';
import { writeRequest } from '../../store/right-requests.ts';
import { writeGrant } from '../../store/rights.ts';
import { multiplyFigures } from './figures.ts';
import { BYSTANDER } from './kept-tables.ts';
import { PLAIN_SCHOOL } from './plain-school.ts';
import { PROBE_SECRET } from './probe-instance.ts';
import {
  canaryOf,
  misCanaryOf,
  NOW,
  type ProbePerson,
  type ProbeSchool,
  type ProbeWorld,
  staffCanaryOf,
} from './world.ts';

/** Writes the world into an empty database. */
export async function buildWorld(owner: Database, world: ProbeWorld): Promise<void> {
  await writeSchools(owner, world);
  for (const school of world.schools) await writePupilsOf(owner, school);
  await writeOrganisations(owner, world);
  for (const who of world.people) await writePerson(owner, world, who);
  for (const [index, { key }] of world.organisations.entries()) {
    const email = `asker${index}@probe.example`;
    const asker = { person: `dfe-sign-in:ASKER${index}`, name: `${staffCanaryOf(index)} asks`, email };
    await writeRequest(owner, {
      ...asker,
      organisation: key,
      right: 'view',
      reason: staffCanaryOf(index),
      askedAt: NOW,
    });
  }
  await owner
    .insertInto('ukprn_organisation')
    .values({ ukprn: '10000371', organisation: 'authority:371', added_at: NOW, added_by: 'probe' })
    .execute();
  await writeBystanders(owner, world);
  const nothing = { person: null, name: null, organisation: null, schoolUrn: null, pupilId: null, requestId: null };
  const event = { ...nothing, at: NOW, what: 'settings', outcome: 'done', detail: {} } as const;
  await appendEvent(owner, auditKey(PROBE_SECRET), event);
}

/** A session and mail of somebody at each organisation who asks for nothing. */
async function writeBystanders(owner: Database, { organisations }: ProbeWorld): Promise<void> {
  for (const { key: organisation } of organisations) {
    const session = { person: BYSTANDER, organisation, session: JSON.stringify({ usedAt: NOW.getTime() }) };
    const expires_at = new Date(NOW.getTime() + 8 * 3_600_000);
    await owner
      .insertInto('web_session')
      .values({ ...session, session_id: `bystander of ${organisation}`, signed_in_at: NOW, expires_at })
      .execute();
    await insertMail(owner, {
      template: 'right-asked',
      facts: { name: BYSTANDER },
      organisation,
      addressee: 'approvers',
      email: null,
      queuedAt: NOW,
      error: null,
    });
  }
}

async function writeSchools(owner: Database, { schools }: ProbeWorld): Promise<void> {
  const rows = schools.map(({ urn, closed, laCode }, index) => ({
    ...PLAIN_SCHOOL,
    imported_at: NOW,
    urn,
    la_code: laCode,
    pupils: 300 + index,
    fsm_permille: 200 + index,
    name: `School ${urn}`,
    status_code: closed ? '2' : '1',
    status_name: closed ? 'Closed' : 'Open',
    close_date: closed,
  }));
  await owner.insertInto('school').values(rows).execute();
  const agreements = schools.map(({ urn, agreement }) => ({
    school_urn: urn,
    state: agreement,
    source: 'wonde',
    source_school_id: `A${urn}`,
    mis: misCanaryOf(urn),
    changed_at: NOW,
    checked_at: NOW,
  }));
  await owner.insertInto('agreement').values(agreements).execute();
}

const SAME_FOR_ALL: Characteristics = {
  ncYear: '4',
  gender: 'F',
  ethnicity: 'WBRI',
  lookedAfter: false,
  previouslyLookedAfter: false,
  senSupport: false,
  ehcPlan: false,
  freeSchoolMeals: false,
};
/** The second pupil's week holds Y5, as it is stored. */
const WEEKS = ['2026-11-09', '2026-11-16'];
const MARKS = ['/\\/\\/\\/\\/\\....', '/\\ww/\\II/\\....', '/\\/\\II/\\OO....'];

async function writePupilsOf(owner: Database, school: ProbeSchool): Promise<void> {
  const { urn, pupils, factor } = school;
  const canary = canaryOf(urn);
  const profiles = new ProfileNumbers(new Map());
  const rows = pupils.map((id, index) => ({
    id,
    forename: `${canary}f${id}`,
    surname: `${canary}s${id}`,
    upn: `${canary}u${id}`,
    profile: profiles.numberOf({ ...SAME_FOR_ALL, lookedAfter: index === 1 }),
  }));
  await writeProfiles(owner, urn, profiles.added);
  await writePupils(owner, urn, NOW, rows);
  await writeEnrolments(
    owner,
    urn,
    rows.map(({ id }) => ({ pupil: id, firstDay: '2026-09-01', lastDay: null })),
  );
  const register = rows.flatMap(({ id, profile }, index) =>
    WEEKS.map((week) => ({ pupil: id, week, profile, marks: MARKS[index % MARKS.length]! })),
  );
  await writeRegister(owner, urn, register);
  await rebuildReadModels(owner, urn, WEEKS, profiles.all);
  await multiplyFigures(owner, school);
  await owner
    .insertInto('collection_run')
    .values({
      school_urn: urn,
      kind: 'complete',
      source: 'wonde',
      window_from: '2026-08-03',
      window_to: '2027-08-01',
      started_at: NOW,
      finished_at: NOW,
      outcome: 'succeeded',
      complete: true,
      held_date: '2026-11-20',
      held_half: 'PM',
      pupils: 10 * factor,
      marks_read: 80 * factor,
      marks_new: 40 * factor,
      changed: 12 * factor,
      error_code: null,
      error: null,
    })
    .execute();
  await owner
    .insertInto('issue')
    .values({
      school_urn: urn,
      code: 'code-unknown',
      place: `${canary} place`,
      detail: JSON.stringify({ code: canary }),
      pupil_id: 1,
      day: null,
      times: 15 * factor,
      first_seen_at: NOW,
      last_seen_at: NOW,
      resolved_at: null,
    })
    .execute();
}

/** Of all authorities of the world. */
const REGION = 'E12000005';

async function writeOrganisations(owner: Database, { organisations }: ProbeWorld): Promise<void> {
  await owner.insertInto('region').values({ region_code: REGION, name: 'Region', gor_code: null }).execute();
  for (const { organisation, closed, parts } of organisations) {
    const dates = parts.map(({ urn, from, to }) => ({ urn, valid_from: from, valid_to: to }));
    if (organisation.kind === 'local-authority') {
      const { laCode: la_code, name } = organisation;
      const nothing = { ons_code: null, region_code: REGION, valid_from: null, valid_to: null };
      await owner
        .insertInto('local_authority')
        .values({ la_code, name, ...nothing })
        .execute();
      await owner
        .insertInto('school_area')
        .values(dates.map((each) => ({ ...each, la_code })))
        .execute();
    }
    if (organisation.kind === 'multi-academy-trust' || organisation.kind === 'single-academy-trust') {
      const trust_uid = organisation.uid;
      const kind = organisation.kind === 'single-academy-trust' ? 'single-academy' : 'multi-academy';
      const nothing = { group_id: null, companies_house: null, ukprn: null, open_date: null };
      await owner
        .insertInto('trust')
        .values({
          ...nothing,
          trust_uid,
          name: organisation.name,
          kind,
          status: closed ? 'Closed' : 'Open',
          close_date: closed,
        })
        .execute();
      await owner
        .insertInto('school_trust')
        .values(dates.map((each) => ({ ...each, trust_uid, as_at: '2026-11' })))
        .execute();
    }
  }
}

async function writePerson(owner: Database, { organisations }: ProbeWorld, who: ProbePerson): Promise<void> {
  const { person, acting, duty } = who;
  if (!person) return;
  const key = personKey(person);
  const { name, email } = person;
  const member = { email, person: key, name, addedAt: NOW, addedBy: 'probe' };
  if (duty) await writeMember(owner, { ...member, organisation: 'operator', duty });
  if (acting === null) return;
  const organisation = organisations[acting]!.key;
  if (who.approver) await writeMember(owner, { ...member, organisation, duty: 'approver' });
  const held = { view: who.role, sensitive: who.sensitive, agree: who.agrees };
  for (const right of ['view', 'sensitive', 'agree'] as const)
    if (held[right])
      await writeGrant(owner, { organisation, person: key, right, name, email, grantedAt: NOW }, 'probe');
}

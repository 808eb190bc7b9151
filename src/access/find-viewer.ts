import type { Clock } from '../domain/clock.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { type Database, type Handle, withScope } from '../store/database.ts';
import {
  type ListedOrganisation,
  readListedAuthority,
  readListedSchool,
  readListedTrust,
  readSharing,
} from '../store/organisations.ts';
import { readHolding } from '../store/rights.ts';
import { urnsOfArea, urnsOfTrust } from '../store/school-lookups.ts';
import type { RightName } from '../store/tables.ts';
import { type Doors, doorOf } from './doors.ts';
import { type CheckedRole, type Entitlements, findRole, placeOf } from './entitlements.ts';
import { findPlace } from './find-place.ts';
import { type Organisation, organisationKey } from './organisation.ts';
import { organisationsOf } from './organisations-of.ts';
import { type Person, personKey } from './person.ts';
import type { Standing, Viewer } from './viewer.ts';

export interface ViewerParts {
  /** The viewer's login. */
  readonly database: Database;
  readonly clock: Clock;
  readonly doors: Doors;
  readonly entitlements: Entitlements;
}

/** What a session knows of who is signed in. */
export interface SignedIn {
  readonly person: Person;
  /** Name in our tables of the organisation that was chosen; null: the first. */
  readonly chosen: string | null;
  /** What was last found out about the role. */
  readonly checked: CheckedRole | null;
  /** What was last found out about belonging to the organisation. */
  readonly placed?: CheckedRole | null;
}

/** The viewer, and what is now known about the role and about belonging there, for the session to remember. */
export interface FoundViewer {
  readonly viewer: Viewer;
  readonly checked: CheckedRole | null;
  readonly placed: CheckedRole | null;
}

/**
 * The viewer that a signed-in person is at this moment, by organisation kind × door × role × school link × agreement: where any
 * is missing, no school is in the scope, and the standing says why. Asked at every request, so that an opt out, a right taken
 * away or a membership that ended takes effect at once; what another system must be asked is remembered for a few minutes.
 * @param recheck ask the other system now, as before a download
 */
export async function findViewer(parts: ViewerParts, signedIn: SignedIn, recheck = false): Promise<FoundViewer> {
  const { person } = signedIn;
  const key = personKey(person);
  const organisations = await organisationsOf(parts.database, person);
  const active = choose(organisations, signedIn.chosen);
  const duty = active?.kind === 'operator' ? active.duty : null;
  const who = { person: key, door: person.door, name: person.name, email: person.email, organisations, duty };
  // Of an organisation that cannot be acted for here nobody gets so much as the names of its approvers.
  const nothing = (standing: Standing, organisation = active): FoundViewer => ({
    viewer: {
      ...who,
      organisation,
      organisationKey: null,
      rights: new Set(),
      approver: false,
      waiting: false,
      scope: { urns: [], person: key },
      standing,
    },
    checked: null,
    placed: null,
  });
  if (active === null) return nothing({ reason: 'no-organisation' });
  if (active.kind === 'operator') return asStaff(nothing({ reason: active.duty }).viewer, active.duty);
  const against = whatIsAgainst(active, parts.doors, person.door);
  if (against) return nothing(against);
  const acting = active as Eligible;
  const activeKey = organisationKey(acting)!;
  const today = londonDate(parts.clock.now());
  const local = placeOf(parts.entitlements.places, person.door) === 'local';
  const known = await readKnown(parts.database, { key, local }, acting, today);
  if (known.listed === null) return nothing({ reason: 'organisation-unknown', organisation: acting.name });
  const { name, closed, closedOn } = known.listed;
  const named = { ...acting, name };
  if (closed) return nothing({ reason: 'organisation-closed', organisation: name, closedOn }, named);
  const about = { person, organisation: acting, recheck };
  const checked = await findRole(parts, { ...about, rights: known.rights, known: signedIn.checked });
  // Whoever holds the role in DfE Sign-in is of the organisation; otherwise it matters as soon as our own tables give anything.
  const gives = known.approver || known.rights.has('agree') || (local && checked.answer === 'yes');
  const isAsked = gives && (local || checked.answer !== 'yes');
  const placed = isAsked ? await findPlace(parts, { ...about, known: signedIn.placed ?? null }) : null;
  if (placed?.answer === 'no') return nothing({ reason: 'left-organisation', organisation: name }, named);
  if (placed?.answer === 'unknown') {
    const answer = checked.answer === 'no' ? 'no' : 'unknown';
    return { ...nothing(judge(answer, named, []), named), checked: local ? null : checked };
  }
  const held = heldRights(checked.answer === 'yes', known.rights);
  const sharing = checked.answer === 'yes' ? await known.sharing() : [];
  const viewer: Viewer = {
    ...who,
    organisation: named,
    organisationKey: activeKey,
    rights: held,
    approver: known.approver,
    waiting: known.waiting,
    scope: {
      urns: sharing,
      person: key,
      organisation: activeKey,
      ...(held.has('sensitive') && { sensitive: true }),
      ...(known.approver && { approver: true }),
      ...(held.has('agree') && acting.kind === 'school' && { agrees: true }),
    },
    standing: judge(checked.answer, named, sharing),
  };
  return { viewer, checked, placed };
}

/** Why nobody of this organisation may see anything through this door, before anything is looked up; null when nothing is known. */
function whatIsAgainst(organisation: Organisation, doors: Doors, own: Person['door']): Standing | null {
  const { kind, name } = organisation;
  if (kind === 'other' || kind === 'operator') return { reason: 'kind-not-eligible', organisation: name };
  if (kind === 'unknown') return { reason: 'organisation-unknown', organisation: name };
  const door = doorOf(doors, kind);
  if (door === 'none') return { reason: 'kind-not-eligible', organisation: name };
  // What comes through another door must not carry rights that were given through the right one.
  return door === own ? null : { reason: 'other-door', organisation: name, door };
}

/** What our tables know of an organisation and of a person in it. */
interface Known {
  readonly listed: ListedOrganisation | null;
  readonly rights: ReadonlySet<RightName>;
  readonly approver: boolean;
  /** They have asked for the role, and nobody has decided yet. */
  readonly waiting: boolean;
  /** Its schools that share today. */
  readonly sharing: () => Promise<readonly number[]>;
}

/**
 * A school's own agreement is read at once, since its URN is known; those of a trust or an authority once their schools are.
 * @param who `local`: our own tables say whether they hold the role
 */
async function readKnown(
  database: Database,
  { key: person, local }: { readonly key: string; readonly local: boolean },
  organisation: Eligible,
  day: string,
): Promise<Known> {
  const key = organisationKey(organisation)!;
  const own = organisation.kind === 'school' ? [organisation.urn] : [];
  return withScope(database, { urns: own, person, organisation: key }, async (transaction) => {
    const { rights, approver, waiting } = await readHolding(transaction, person, key);
    const schools = await schoolsOf(transaction, organisation, day);
    const shares = own.length > 0 ? await readSharing(transaction, own, day) : null;
    return {
      listed: await readListed(transaction, organisation, day),
      rights,
      waiting: local && !rights.has('view') && waiting,
      approver,
      sharing: async () => shares ?? withScope(database, schools, (within) => readSharing(within, schools, day)),
    };
  });
}

/** The operator's staff act for the operator, and see no school. */
function asStaff(viewer: Viewer, duty: 'operator' | 'analyst'): FoundViewer {
  const scope = { ...viewer.scope, organisation: 'operator', ...(duty === 'operator' && { operator: true }) };
  return { viewer: { ...viewer, organisationKey: 'operator', scope }, checked: null, placed: null };
}

/** Seeing sensitive items needs the role besides; agreeing for a school shows no pupil, so it does not. */
function heldRights(hasRole: boolean, rights: ReadonlySet<RightName>): ReadonlySet<RightName> {
  if (hasRole) return new Set([...rights, 'view']);
  return new Set(rights.has('agree') ? ['agree'] : []);
}

/** The organisation that was chosen, while the person still has it; without a choice the first. */
function choose(organisations: readonly Organisation[], chosen: string | null): Organisation | null {
  if (chosen === null) return organisations[0] ?? null;
  return organisations.find((each) => organisationKey(each) === chosen) ?? null;
}

type Eligible = Exclude<Organisation, { kind: 'operator' | 'other' | 'unknown' }>;

function readListed(handle: Handle, organisation: Eligible, day: string): Promise<ListedOrganisation | null> {
  switch (organisation.kind) {
    case 'school':
      return readListedSchool(handle, organisation.urn, day);
    case 'local-authority':
      return readListedAuthority(handle, organisation.laCode, day);
    default:
      return readListedTrust(handle, organisation.uid, day);
  }
}

/**
 * The schools of an organisation on a day: the school itself, a trust's academies by their dated memberships, an authority's
 * schools by their dated areas. A school that has left is not among them, whatever was collected while it was.
 * @param day the date of the data, YYYY-MM-DD
 */
export async function schoolsOf(handle: Handle, organisation: Eligible, day: string): Promise<number[]> {
  switch (organisation.kind) {
    case 'school':
      return [organisation.urn];
    case 'local-authority':
      return urnsOfArea(handle, organisation.laCode, day);
    default:
      return urnsOfTrust(handle, organisation.uid, day);
  }
}

function judge(answer: CheckedRole['answer'], { kind, name }: Eligible, sharing: readonly number[]): Standing {
  if (answer === 'unknown') return { reason: 'cannot-check', organisation: name };
  if (answer === 'no') return { reason: 'no-role', organisation: name };
  if (sharing.length > 0) return { reason: 'sees-schools' };
  return { reason: kind === 'school' ? 'not-agreed' : 'no-school-shares', organisation: name };
}

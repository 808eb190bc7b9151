import type { Scope } from '../store/database.ts';
import type { RightName } from '../store/tables.ts';
import type { Organisation } from './organisation.ts';
import type { Door } from './person.ts';

/** Who is looking, for which organisation, and what they may see. */
export interface Viewer {
  /** Door and key, such as `dfe-sign-in:6A2C…`. */
  readonly person: string;
  readonly door: Door;
  readonly name: string;
  readonly email: string;
  /** The one organisation that they act for now; null when they have none. */
  readonly organisation: Organisation | null;
  /** Its name in our tables; null when it cannot be acted for here: closed, unknown, of another door or kind. */
  readonly organisationKey: string | null;
  /** All organisations that they can act for. */
  readonly organisations: readonly Organisation[];
  /** What they hold in the active organisation. `view` is the role. */
  readonly rights: ReadonlySet<RightName>;
  /** Decides requests of the active organisation: an approver, or a super user. */
  readonly approver: boolean;
  /** They have asked for the role in the active organisation, and nobody has decided yet. Only where our own tables say who holds it. */
  readonly waiting: boolean;
  /** Of the operator's own staff, or its analyst; null for everyone else. */
  readonly duty: 'operator' | 'analyst' | null;
  /** What every query for them runs within. */
  readonly scope: Scope;
  /** What decided the scope. */
  readonly standing: Standing;
}

/** What decided a viewer's scope. Everything but `sees-schools` means that no school is in it, and a page that explains. */
export type Standing =
  | { readonly reason: 'sees-schools' }
  | { readonly reason: 'operator' }
  | { readonly reason: 'analyst' }
  | { readonly reason: 'no-organisation' }
  /** The kind of organisation is given no school's data: anything but schools, trusts and local authorities. */
  | { readonly reason: 'kind-not-eligible'; readonly organisation: string }
  /** This kind of organisation comes through another door. */
  | { readonly reason: 'other-door'; readonly organisation: string; readonly door: Door }
  | { readonly reason: 'organisation-unknown'; readonly organisation: string }
  | { readonly reason: 'organisation-closed'; readonly organisation: string; readonly closedOn: string | null }
  | { readonly reason: 'no-role'; readonly organisation: string }
  /** DfE Sign-in named it at sign-in, and no longer places them there. */
  | { readonly reason: 'left-organisation'; readonly organisation: string }
  /** Whether they hold the role, or still belong there, could not be found out just now. */
  | { readonly reason: 'cannot-check'; readonly organisation: string }
  | { readonly reason: 'not-agreed'; readonly organisation: string }
  /** A trust or an authority none of whose schools shares. */
  | { readonly reason: 'no-school-shares'; readonly organisation: string };

/** A named yes/no asked at a route's door. */
export type Predicate = (viewer: Viewer | null, params: Readonly<Record<string, string>>) => boolean;

export const anyone: Predicate = () => true;

export const signedIn: Predicate = (viewer) => viewer !== null;

/** The viewer's scope holds the school that the address names. */
export const seesSchool: Predicate = (viewer, params) => viewer?.scope.urns.includes(Number(params['urn'])) === true;

/** The viewer acts for the very school that the address names, and sees it. */
export const ownSchool: Predicate = (viewer, params) =>
  seesSchool(viewer, params) && viewer?.organisationKey === `school:${Number(params['urn'])}`;

/** The viewer sees at least one school. */
export const seesSchools: Predicate = (viewer) => (viewer?.scope.urns.length ?? 0) > 0;

/** The viewer acts for a school, a trust or a local authority, in which rights are asked for and given. */
export const belongs: Predicate = (viewer) => viewer?.organisationKey != null && viewer.duty === null;

/** The viewer acts for a school, whether or not it shares. */
export const ofSchool: Predicate = (viewer) =>
  viewer?.organisation?.kind === 'school' && viewer.organisationKey !== null && viewer.duty === null;

/** The viewer may agree for the school that they act for, and stop. */
export const agreesForSchool: Predicate = (viewer, params) => ofSchool(viewer, params) && viewer!.rights.has('agree');

/** The viewer decides requests of their organisation. */
export const approves: Predicate = (viewer) => viewer?.approver === true;

/** The viewer is of the operator's own staff. */
export const operates: Predicate = (viewer) => viewer?.duty === 'operator';

/** The viewer is the operator's analyst, or an operator: they see tallies of all schools together, and no pupil. */
export const seesTallies: Predicate = (viewer) => viewer?.duty != null;

/** Who is looking, as sign-in told it, and the schools that they may see. */
export interface Viewer {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: { readonly kind: 'school'; readonly urn: number; readonly name: string } | null;
  /** URNs whose pupils this viewer may see; every report query runs within it. */
  readonly scope: readonly number[];
  /** Why the scope is what it is; absent means nothing is known against it. */
  readonly standing?: Standing;
}

/** What decided a viewer's scope. Everything but `sees-school` means an empty scope, and a page that explains. */
export type Standing =
  | { readonly reason: 'sees-school' }
  | { readonly reason: 'no-organisation' }
  | { readonly reason: 'not-a-school'; readonly organisation: string }
  | { readonly reason: 'school-unknown'; readonly organisation: string }
  | { readonly reason: 'not-agreed'; readonly organisation: string };

/** A named yes/no asked at a route's door. */
export type Predicate = (viewer: Viewer | null, params: Readonly<Record<string, string>>) => boolean;

export const anyone: Predicate = () => true;

export const signedIn: Predicate = (viewer) => viewer !== null;

/** The viewer's scope holds the school that the address names. */
export const seesSchool: Predicate = (viewer, params) => viewer?.scope.includes(Number(params['urn'])) === true;

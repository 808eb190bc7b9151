/** The kinds of organisation that can be given a scope of schools, by what sign-in names them. No other kind has a name here. */
export type OrganisationKind = 'school' | 'multi-academy-trust' | 'single-academy-trust' | 'local-authority';

/** The organisation that a person acts for, as the identity provider or a table of ours named it. */
export type Organisation =
  | { readonly kind: 'school'; readonly urn: number; readonly name: string; readonly providerId?: string }
  | {
      readonly kind: 'multi-academy-trust' | 'single-academy-trust';
      /** GIAS group UID. */
      readonly uid: string;
      readonly name: string;
      /** The provider's own id of it, by which its API is asked. */
      readonly providerId?: string;
    }
  | { readonly kind: 'local-authority'; readonly laCode: string; readonly name: string; readonly providerId?: string }
  | { readonly kind: 'operator'; readonly duty: 'operator' | 'analyst'; readonly name: string }
  /** Of a kind that can be given nothing, whatever its name. */
  | { readonly kind: 'other'; readonly name: string }
  /** Named by a number that no list of ours has. */
  | { readonly kind: 'unknown'; readonly name: string };

/** The organisation's name in our tables (`school:900001`, `trust:2044`, `authority:301`, `operator`); null for other kinds. */
export function organisationKey(organisation: Organisation): string | null {
  switch (organisation.kind) {
    case 'school':
      return `school:${organisation.urn}`;
    case 'multi-academy-trust':
    case 'single-academy-trust':
      return `trust:${organisation.uid}`;
    case 'local-authority':
      return `authority:${organisation.laCode}`;
    case 'operator':
      return 'operator';
    case 'other':
    case 'unknown':
      return null;
  }
}

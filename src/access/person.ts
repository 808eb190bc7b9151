import type { Organisation } from './organisation.ts';

/** The three ways in. */
export const DOORS = ['dfe-sign-in', 'idams', 'oidc'] as const;
export type Door = (typeof DOORS)[number];

/** A person who has proved who they are. */
export interface Person {
  readonly door: Door;
  /** The provider's stable key of the person. E-mail addresses change and are shared. */
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  /** False when the provider says that the address is not verified. */
  readonly emailVerified: boolean;
  /** As the provider named them; the first is the one chosen at sign-in. Empty through the `oidc` door: those are in our tables. */
  readonly organisations: readonly Organisation[];
  /** By which IDAMS names the organisation: what it means is looked up at each request, since the operator may correct it. */
  readonly ukprn?: string | null;
  /** Role codes in what the provider signed (IDAMS); empty elsewhere. */
  readonly roles: readonly string[];
}

/** By which our tables know a person, such as `dfe-sign-in:6A2C…`. */
export const personKey = ({ door, subject }: Pick<Person, 'door' | 'subject'>): string => `${door}:${subject}`;

/** A subject that may be part of a key: visible characters, without a backslash or a quote. */
export const isSubject = (text: string): boolean => /^[^\s\\'"\p{C}]{1,255}$/u.test(text);

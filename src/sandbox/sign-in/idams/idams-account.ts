/** Someone who can sign in through the stand-in for IDAMS. */
export interface IdamsAccount {
  /** Login name: the stable key. */
  readonly login: string;
  readonly name: string;
  readonly email: string;
  /** Of the organisation; null when the person has none. */
  readonly ukprn: string | null;
  /** Role codes, each a value of the `service` claim. */
  readonly roles: readonly string[];
  /** In words, for the list of people. */
  readonly role: string;
  /** Its name, for the list of people. */
  readonly organisation: string;
}

import type { Granted } from '../domain/agreement/granted.ts';
import type { SourceWord } from '../domain/agreement/source-word.ts';
import type { Clock } from '../domain/clock.ts';

export type { Granted };

/** What a source says of a school's access. */
export interface Approval {
  /** The school's id there. */
  readonly id: string;
  readonly urn: number | null;
  readonly mis: string | null;
  /** The host that the school's data are on. */
  readonly host: string | null;
  readonly state: SourceWord;
  /** When the asking about this school began: nothing that happened later is in it. */
  readonly readAt: Date;
}

/** Someone at the school whom the source may speak to. */
export interface AccessContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
}

/** A source's side that says who has let us in, and can be asked to. No data of pupils come this way. */
export interface SourceAccess {
  readonly source: string;
  /** Every school in its lists. @param mayAsk whether the school of an id may be asked about, at that moment */
  approvals(
    signal: AbortSignal,
    options: { readonly clock: Clock; mayAsk(id: string): Promise<boolean> },
  ): Promise<readonly Approval[]>;
  /** One school, asked anew; `absent` when it has none of this id. */
  approval(id: string, signal: AbortSignal, clock: Clock): Promise<Approval>;
  /** The id of a school by its URN; null when the source does not know it. */
  findSchool(urn: number, signal: AbortSignal): Promise<{ readonly id: string } | null>;
  /** Asks the school for access; again changes nothing. */
  requestAccess(id: string, contacts: readonly AccessContact[], signal: AbortSignal): Promise<unknown>;
  permissions(id: string, signal: AbortSignal): Promise<Granted>;
}
